// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;

/// What a job is at. Open: consumers need a `default`.
public sealed interface JobStatus {
    /// A push or a pull.
    record Active(
            Phase phase,
            Optional<ReplicationReport> replication,
            Optional<PruneReport> sender,
            Optional<PruneReport> receiver,
            Optional<SnapshottingReport> snapshotting)
            implements JobStatus {}

    /// A sink or a source. `problem`: why it does not listen.
    record Passive(List<ClientIdentity> connected, Optional<SnapshottingReport> snapshotting, Optional<String> problem)
            implements JobStatus {
        public Passive {
            connected = List.copyOf(connected);
        }
    }

    record Snapping(Phase phase, Optional<PruneReport> pruning, Optional<SnapshottingReport> snapshotting)
            implements JobStatus {}

    /// Waits for suppliers, each named by kind and type.
    record Unsupplied(List<String> missing) implements JobStatus {
        public Unsupplied {
            missing = List.copyOf(missing);
        }
    }

    /// Ended by a bug, which the log describes.
    record Broken(String reason) implements JobStatus {}

    enum Phase {
        WAITING,
        REPLICATING,
        PRUNING_SENDER,
        PRUNING_RECEIVER,
        PRUNING,
        DONE
    }
}
