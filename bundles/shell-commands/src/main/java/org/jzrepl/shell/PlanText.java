// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.prune.PrunePlan.Verdict;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;

/// What a job would do, in words. Used by one thread, once.
final class PlanText {
    private final List<String> lines = new ArrayList<>();

    private PlanText() {}

    static String of(JobPlan.Planned plan) {
        var text = new PlanText();
        if (plan.underWay()) {
            text.lines.add("a run is under way: it may do parts of this before the next one begins");
        }
        plan.replication().ifPresent(text::replication);
        plan.pruning().forEach(text::pruning);
        return String.join("\n", text.lines);
    }

    private void replication(ReplicationPlan plan) {
        lines.add("replication:"
                + plan.error().map(why -> " cannot be planned: " + why).orElse(""));
        plan.filesystems().forEach(this::filesystem);
    }

    private void filesystem(FilesystemPlan filesystem) {
        lines.add("  " + filesystem.path() + ": " + intent(filesystem));
        var steps = filesystem.steps();
        for (int i = 0; i < steps.size(); i++) {
            lines.add("    " + step(steps.get(i), filesystem.expectedBytes().get(i)));
        }
        filesystem.notes().forEach(note -> lines.add("    " + note));
    }

    private static String intent(FilesystemPlan filesystem) {
        if (filesystem.error().isPresent()) {
            return "will fail: " + filesystem.error().orElseThrow();
        }
        return switch (filesystem.plan().orElseThrow()) {
            case Plan.UpToDate(var common) -> "up to date at " + common.relativeName();
            case Plan.Placeholder() -> "placeholder, nothing to send";
            case Plan.Catchup(var steps) -> "send, steps: " + steps.size();
            case Plan.Conflict conflict -> "conflict: " + conflict.sentence();
        };
    }

    private static String step(Step step, OptionalLong expected) {
        return step.from().map(Revision::relativeName).orElse("full") + " => "
                + step.to().relativeName()
                + step.resumeToken().map(_ -> " (resumed)").orElse("")
                + ", " + bytes(expected);
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.orElseThrow() + " bytes" : "unknown size";
    }

    private void pruning(PrunePreview side) {
        lines.add("pruning, " + side.side() + ":"
                + side.error()
                        .map(why -> " cannot be planned, so nothing is destroyed: " + why)
                        .orElse(""));
        side.filesystems().forEach(this::filesystem);
    }

    private void filesystem(PrunePreview.Filesystem filesystem) {
        var report = filesystem.report();
        int goes = report.plan().victims().size() - report.held().size();
        var freed = goes == 0 ? "" : ", frees " + bytes(filesystem.freed());
        lines.add("  " + PruningText.of(report) + (report.skipped().isPresent() ? "" : freed));
        report.plan().verdicts().forEach(verdict -> lines.add("    " + fate(verdict, report.held())));
    }

    private static String fate(Verdict verdict, List<String> held) {
        var snapshot = verdict.candidate().snapshot();
        if (!verdict.isDoomed()) {
            return snapshot.relativeName() + ": kept by " + String.join(", ", verdict.keptBy());
        }
        return snapshot.relativeName()
                + (held.contains(snapshot.name()) ? ": kept by a hold, by no rule" : ": destroyed, no rule keeps it");
    }
}
