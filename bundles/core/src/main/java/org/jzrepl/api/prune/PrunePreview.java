// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;

/// What pruning one side would do; nothing has been changed. `side`: `sender`, `receiver` or `local`.
/// `error`: why nothing of the side could be planned. The filesystems are by path.
public record PrunePreview(String side, Optional<String> error, List<Filesystem> filesystems) {
    public PrunePreview {
        filesystems = List.copyOf(filesystems);
    }

    /// One filesystem. `report.held()`: the plan's victims that a hold will keep, as far as one can ask; `freed`:
    /// the bytes that destroying the others together would free. Of another host's datasets neither is known,
    /// since the protocol cannot ask; the bytes neither where one of the snapshots is still to be received.
    public record Filesystem(FilesystemReport report, OptionalLong freed) {}
}
