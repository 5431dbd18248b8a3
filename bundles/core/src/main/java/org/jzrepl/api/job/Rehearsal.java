// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.osgi.annotation.versioning.ConsumerType;

/// A job's decisions without its effects: whoever simulates it asks them about snapshots and moments of his own.
/// Holds leases on what the configuration names until it is closed. Used by one thread.
@ConsumerType
public interface Rehearsal extends AutoCloseable {
    /// Empty where the job takes no snapshots by itself.
    Optional<Snapshots> snapshots();

    /// How far a run is from the one before; empty for a job that runs after each round of its snapshots.
    Optional<Duration> interval();

    /// Empty for a job without another side.
    Optional<ReplicationOptions> replication();

    /// The sides, in the order in which a run prunes them.
    List<Pruning> pruning();

    @Override
    void close();

    /// The job's snapshots. `hooks`: how many its configuration has around them.
    record Snapshots(SnapshotPolicy policy, String prefix, Names names, int hooks) {}

    /// What snapshots are called.
    @FunctionalInterface
    interface Names {
        String at(Instant instant);
    }

    /// One side, by the engine that prunes it in earnest.
    @ConsumerType
    interface Pruning {
        /// `sender`, `receiver` or `local`.
        String side();

        /// Plans one filesystem. `cursor` is the newest snapshot that the receiver is known to have; a local side
        /// needs none. A failure is in the report, and then nothing is doomed.
        FilesystemReport plan(DatasetPath filesystem, List<Revision> versions, Optional<Guid> cursor);
    }
}
