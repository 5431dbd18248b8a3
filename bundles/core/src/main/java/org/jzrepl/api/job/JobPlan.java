// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.replication.ReplicationPlan;

/// What a job would do; nothing has been changed for it. Closed.
public sealed interface JobPlan {
    /// `underWay`: a run was at work, and may do parts of this before the next one begins. `replication`: empty
    /// where the job does not replicate, or was asked for its pruning alone. `pruning`: the sides, in the order
    /// in which a run prunes them.
    record Planned(boolean underWay, Optional<ReplicationPlan> replication, List<PrunePreview> pruning)
            implements JobPlan {
        public Planned {
            pruning = List.copyOf(pruning);
        }
    }

    /// The job does nothing of its own accord; `reason` is a sentence that says who does.
    record Unplannable(String reason) implements JobPlan {}

    /// How far to look.
    enum Extent {
        /// A whole run that goes well: the replication, and the pruning that follows it.
        RUN,
        /// The pruning alone, as if it came now; also what a run prunes whose replication fails.
        PRUNING
    }
}
