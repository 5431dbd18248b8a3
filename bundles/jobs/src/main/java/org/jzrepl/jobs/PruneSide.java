// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

/// Which side of a replication is pruned; `LOCAL` is that of a job without another side.
enum PruneSide {
    SENDER,
    RECEIVER,
    LOCAL;

    /// As the log's field `prune_side` has it.
    String field() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
