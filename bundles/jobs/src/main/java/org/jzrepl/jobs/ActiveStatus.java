// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.Optional;
import org.jzrepl.api.job.JobStatus.Active;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.snapshot.SnapshottingReport;

/// The picture of a push or a pull, changed part by part from several threads. The picture itself is immutable.
final class ActiveStatus {
    private Active picture =
            new Active(Phase.WAITING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    synchronized Active now() {
        return picture;
    }

    /// A new invocation clears what the last one left.
    synchronized void begin() {
        picture = new Active(
                Phase.REPLICATING, Optional.empty(), Optional.empty(), Optional.empty(), picture.snapshotting());
    }

    synchronized void phase(Phase phase) {
        picture =
                new Active(phase, picture.replication(), picture.sender(), picture.receiver(), picture.snapshotting());
    }

    synchronized void replication(ReplicationReport report) {
        picture = new Active(
                picture.phase(), Optional.of(report), picture.sender(), picture.receiver(), picture.snapshotting());
    }

    synchronized void sender(PruneReport report) {
        picture = new Active(
                picture.phase(),
                picture.replication(),
                Optional.of(report),
                picture.receiver(),
                picture.snapshotting());
    }

    synchronized void receiver(PruneReport report) {
        picture = new Active(
                picture.phase(), picture.replication(), picture.sender(), Optional.of(report), picture.snapshotting());
    }

    synchronized void snapshotting(SnapshottingReport report) {
        picture = new Active(
                picture.phase(), picture.replication(), picture.sender(), picture.receiver(), Optional.of(report));
    }
}
