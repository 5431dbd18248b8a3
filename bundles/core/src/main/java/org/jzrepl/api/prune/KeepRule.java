// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import java.util.List;
import java.util.Set;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.osgi.annotation.versioning.ConsumerType;

/// Names the snapshots that must stay. A snapshot is destroyed only if no rule keeps it.
@ConsumerType
@FunctionalInterface
public interface KeepRule {
    /// Pure. `history` is oldest first; a subset of it comes back. If it throws, nothing is destroyed.
    Set<Candidate> keep(List<Candidate> history);

    /// Whether, on the sender, the snapshot at the cursor counts as replicated for all rules of the side
    /// (`keep_snapshot_at_cursor: false`).
    default boolean releasesCursor() {
        return false;
    }

    /// Whether the rule means anything only where there is another side (`not_replicated`); a `snap` job refuses
    /// it.
    default boolean needsReplication() {
        return false;
    }

    record Candidate(Snapshot snapshot, boolean replicated) {
        @Override
        public int hashCode() {
            return snapshot.hashCode();
        }
    }
}
