// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.control.DaemonControl.RunningCommand;
import org.jzrepl.api.control.DaemonControl.Status;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.Attempt;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.snapshot.SnapshottingReport;

/// What the example of `operations.md` 6.2 shows, as the kernel would say it.
final class Pictures {
    static final DatasetPath DATA = DatasetPath.parse("tank/data");

    private Pictures() {}

    static Instant at(String text) {
        return Instant.parse(text);
    }

    static Snapshot snapshot(String name, String creation) {
        return new Snapshot(name, new Guid(name.hashCode()), 1, at(creation));
    }

    /// A status with these jobs, each with its type.
    static Status status(Map<String, JobView> jobs, List<RunningCommand> commands) {
        var views = new TreeMap<JobName, JobView>();
        jobs.forEach((name, view) -> views.put(new JobName(name), view));
        return new Status("1.0.0", Instant.EPOCH, views, commands, List.of());
    }

    static JobView active(String type, ReplicationReport replication) {
        return new JobView(
                type,
                new JobStatus.Active(
                        JobStatus.Phase.REPLICATING,
                        Optional.of(replication),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /// The example's only attempt, whose only filesystem is at `state`.
    static ReplicationReport replication(ReplicationReport.State state) {
        var step = new Step(
                DATA,
                Optional.of(snapshot("zrepl_20260201_100000_000", "2026-02-01T09:00:00Z")),
                snapshot("zrepl_20260201_110000_000", "2026-02-01T10:00:00Z"),
                Optional.empty(),
                Protection.RESUMABLE);
        var filesystem = new FilesystemReport(
                DATA, state, BlockedOn.NOTHING, List.of(new StepReport(step, OptionalLong.of(1 << 30), 50 << 20)));
        var started = at("2026-02-01T11:00:00.1Z");
        var attempt = new Attempt(started, Optional.empty(), Optional.empty(), List.of(filesystem));
        return new ReplicationReport(started, Optional.empty(), Optional.empty(), List.of(attempt));
    }

    static PruneReport pruning() {
        var old = new Candidate(snapshot("zrepl_20260131_100000_000", "2026-01-31T09:00:00Z"), true);
        var pending = new PruneReport.FilesystemReport(
                new PrunePlan(DATA, List.of(new PrunePlan.Verdict(old, List.of()))),
                Optional.empty(),
                Optional.empty(),
                List.of());
        var skipped = new PruneReport.FilesystemReport(
                new PrunePlan(DatasetPath.parse("tank/ph"), List.of()),
                Optional.of("filesystem is placeholder"),
                Optional.empty(),
                List.of());
        return new PruneReport(PruneReport.State.EXECUTE, Optional.empty(), List.of(pending), List.of(skipped));
    }

    static SnapshottingReport periodic() {
        var progress = new SnapshottingReport.Progress(
                DATA,
                SnapshottingReport.Outcome.STARTED,
                "zrepl_20260201_110000_000",
                Optional.of(at("2026-02-01T11:00:00Z")),
                Optional.empty(),
                "1 Ok      12ms command hook\n2 Exec    ...  \n3 Pending ...  ",
                false);
        return new SnapshottingReport(
                "periodic",
                SnapshottingReport.State.SNAPSHOTTING,
                Optional.of(at("2026-02-01T11:10:00Z")),
                Optional.empty(),
                0,
                List.of(progress));
    }

    static SnapshottingReport manual() {
        return new SnapshottingReport(
                "manual", SnapshottingReport.State.WAITING, Optional.empty(), Optional.empty(), 0, List.of());
    }
}
