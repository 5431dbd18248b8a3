// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import java.util.List;
import java.util.Optional;

/// An immutable picture of the pruning of one side. `error`: why planning as a whole failed. Both lists are by
/// path.
public record PruneReport(
        State state, Optional<String> error, List<FilesystemReport> pending, List<FilesystemReport> completed) {
    public PruneReport {
        pending = List.copyOf(pending);
        completed = List.copyOf(completed);
    }

    public enum State {
        PLAN,
        PLAN_ERROR,
        EXECUTE,
        EXECUTE_ERROR,
        DONE
    }

    /// One filesystem: skipped for a reason, or pruned by its plan, perhaps with an error. `held`: snapshots
    /// that a hold kept from being destroyed, which is expected.
    public record FilesystemReport(
            PrunePlan plan, Optional<String> skipped, Optional<String> error, List<String> held) {
        public FilesystemReport {
            held = List.copyOf(held);
        }
    }
}
