// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.jzrepl.api.prune.PruneReport.FilesystemReport;

/// What pruning does to one filesystem.
final class PruningText {
    private PruningText() {}

    static String of(FilesystemReport filesystem) {
        var path = filesystem.plan().filesystem() + ": ";
        if (filesystem.skipped().isPresent()) {
            return path + "skipped: " + filesystem.skipped().orElseThrow();
        }
        int goes = filesystem.plan().victims().size() - filesystem.held().size();
        return path + "destroys " + goes + " of " + filesystem.plan().verdicts().size() + " snapshots"
                + filesystem.error().map(error -> ", failed: " + error).orElse("");
    }
}
