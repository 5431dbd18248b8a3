// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Step;

/// An immutable picture of a run. A newer picture is a new object. Carries all that `operations.md` 6.2 shows.
public record ReplicationReport(
        Instant started, Optional<Instant> finished, Optional<Reconnect> reconnect, List<Attempt> attempts) {
    public ReplicationReport {
        attempts = List.copyOf(attempts);
    }

    /// `planning`: why planning as a whole failed. `filesystems`: empty until both sides are listed; by path.
    public record Attempt(
            Instant started,
            Optional<Instant> finished,
            Optional<Failure> planning,
            List<FilesystemReport> filesystems) {
        public Attempt {
            filesystems = List.copyOf(filesystems);
        }
    }

    public record FilesystemReport(DatasetPath path, State state, BlockedOn blockedOn, List<StepReport> steps) {
        public FilesystemReport {
            steps = List.copyOf(steps);
        }
    }

    /// `bytes` counts what went through so far.
    public record StepReport(Step step, OptionalLong expectedBytes, long bytes) {}

    public record Failure(Instant at, String reason) {}

    /// Waiting for the other side, or having waited in vain.
    public record Reconnect(Instant since, Instant until, Optional<Failure> failure) {}

    public enum BlockedOn {
        NOTHING,
        PLAN_QUEUE,
        PARENT_INITIAL_REPLICATION,
        STEP_QUEUE
    }

    /// Where one filesystem stands. Closed.
    public sealed interface State {
        record Planning() implements State {}

        /// `current` is the index of the step under way or next.
        record Stepping(int current) implements State {}

        record Done(Plan plan) implements State {}

        record PlanFailed(Failure failure) implements State {}

        record StepFailed(int current, Failure failure) implements State {}
    }

    /// The filesystems of the last attempt that ended badly; -1 if it could not be planned at all; 0 without an
    /// attempt.
    public int failedFilesystems() {
        if (attempts.isEmpty()) {
            return 0;
        }
        var last = attempts.getLast();
        if (last.planning().isPresent()) {
            return -1;
        }
        return (int) last.filesystems().stream()
                .filter(filesystem -> filesystem.state() instanceof State.PlanFailed
                        || filesystem.state() instanceof State.StepFailed)
                .count();
    }
}
