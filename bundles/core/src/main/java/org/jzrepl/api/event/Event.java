// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;

/// Something that happened. Open: consumers need a `default`.
public sealed interface Event {
    Instant at();

    /// A command of ZFS began; `id` is its own in this JVM.
    record CommandStarted(Instant at, long id, Optional<JobName> job, List<String> argv) implements Event {
        public CommandStarted {
            argv = List.copyOf(argv);
        }
    }

    /// It ended. `exit` is -1 where it was killed; CPU times are zero where the system does not tell.
    record CommandEnded(
            Instant at,
            long id,
            Optional<JobName> job,
            List<String> argv,
            int exit,
            Duration wall,
            Duration user,
            Duration system)
            implements Event {
        public CommandEnded {
            argv = List.copyOf(argv);
        }
    }

    record SnapshotTaken(Instant at, JobName job, DatasetPath filesystem, String name) implements Event {}

    record StepCompleted(Instant at, JobName job, DatasetPath filesystem, long bytes, Duration took) implements Event {}

    record StepFailed(Instant at, JobName job, DatasetPath filesystem, String reason) implements Event {}

    record Pruned(Instant at, JobName job, DatasetPath filesystem, int destroyed, int kept) implements Event {}
}
