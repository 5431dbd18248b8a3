// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;

/// What pruning one side would do now; nothing has been changed. `side`: `sender`, `receiver` or `local`.
/// `error`: why nothing of the side could be planned. The filesystems are by path.
public record PrunePreview(String side, Optional<String> error, List<Filesystem> filesystems) {
    public PrunePreview {
        filesystems = List.copyOf(filesystems);
    }

    /// One filesystem. `freed`: the bytes that destroying the plan's victims together would free; unknown for
    /// another host's datasets, since the protocol cannot ask.
    public record Filesystem(FilesystemReport report, OptionalLong freed) {}
}
