// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.snapshot.SnapshottingReport;

/// A job's status in words: a line, or all there is.
final class JobText {
    private final List<String> lines = new ArrayList<>();

    private JobText() {}

    static String state(JobStatus status) {
        return switch (status) {
            case JobStatus.Active active ->
                word(active.phase()) + active.replication().map(JobText::failed).orElse("");
            case JobStatus.Snapping snapping -> word(snapping.phase());
            case JobStatus.Passive passive ->
                passive.problem()
                        .map(problem -> "does not listen: " + problem)
                        .orElse("listening" + clients(passive.connected()));
            case JobStatus.Unsupplied unsupplied -> "waits for " + String.join(", ", unsupplied.missing());
            case JobStatus.Broken broken -> "broken: " + broken.reason();
        };
    }

    private static String failed(ReplicationReport report) {
        int failed = report.failedFilesystems();
        return switch (failed) {
            case 0 -> "";
            case -1 -> ", planning failed";
            default -> ", failed filesystems: " + failed;
        };
    }

    private static String clients(List<?> connected) {
        return connected.isEmpty() ? "" : ", clients: " + connected;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String details(String name, JobView job) {
        var text = new JobText();
        text.lines.add(name + " (" + job.type() + "): " + state(job.status()));
        switch (job.status()) {
            case JobStatus.Active active -> {
                active.replication().ifPresent(text::replication);
                active.sender().ifPresent(report -> text.pruning("pruning sender", report));
                active.receiver().ifPresent(report -> text.pruning("pruning receiver", report));
                active.snapshotting().ifPresent(text::snapshotting);
            }
            case JobStatus.Snapping snapping -> {
                snapping.pruning().ifPresent(report -> text.pruning("pruning", report));
                snapping.snapshotting().ifPresent(text::snapshotting);
            }
            case JobStatus.Passive passive -> passive.snapshotting().ifPresent(text::snapshotting);
            default -> {
                // the first line says it all
            }
        }
        return String.join("\n", text.lines);
    }

    private void replication(ReplicationReport report) {
        var ended = report.finished().map(at -> ", finished " + at).orElse(", under way");
        lines.add("  replication: attempts " + report.attempts().size() + ", started " + report.started() + ended);
        if (report.attempts().isEmpty()) {
            return;
        }
        var last = report.attempts().getLast();
        last.planning().ifPresent(failure -> lines.add("    planning: " + failure.reason()));
        for (var filesystem : last.filesystems()) {
            lines.add("    " + filesystem.path() + ": " + ReplicationText.of(filesystem));
        }
    }

    private void pruning(String title, PruneReport report) {
        lines.add("  " + title + ": " + word(report.state()) + because(report.error()));
        for (var filesystem : report.completed()) {
            lines.add("    " + PruningText.of(filesystem));
        }
        for (var filesystem : report.pending()) {
            lines.add("    " + PruningText.of(filesystem) + ", pending");
        }
    }

    private void snapshotting(SnapshottingReport report) {
        lines.add("  snapshotting: " + report.type() + ", " + word(report.state())
                + report.sleepUntil().map(at -> " until " + at).orElse("") + because(report.error()));
    }

    private static String because(Optional<String> error) {
        return error.map(why -> ": " + why).orElse("");
    }
}
