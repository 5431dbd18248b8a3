// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;

/// Plans the pruning of every filesystem of one side. Changes nothing.
record SidePlanner(PrunePlanner planner) {
    /// By path. A filesystem that cannot be planned is in the list with its error, and nothing of it is doomed.
    List<FilesystemReport> plan(Stock stock, Pruner.History history)
            throws IOException, KeepRuleException, InterruptedException {
        var known = new HashSet<>(history.known());
        var planned = new ArrayList<FilesystemReport>();
        for (var filesystem : stock.filesystems()) {
            planned.add(plan(filesystem, known.contains(filesystem.path()), stock, history));
        }
        planned.sort(Comparator.comparing(one -> one.plan().filesystem()));
        return planned;
    }

    private FilesystemReport plan(Filesystem filesystem, boolean known, Stock stock, Pruner.History history)
            throws KeepRuleException, InterruptedException {
        if (filesystem.placeholder()) {
            return skipped(filesystem.path(), "filesystem is placeholder");
        }
        if (!known) {
            return skipped(filesystem.path(), "filesystem has no correspondence on sender");
        }
        try {
            var versions = stock.revisions(filesystem.path());
            return plan(filesystem.path(), versions, history.cursor(filesystem.path()));
        } catch (IOException e) {
            return failed(nothing(filesystem.path()), Reason.of(e));
        }
    }

    /// One filesystem with these snapshots and bookmarks.
    FilesystemReport plan(DatasetPath filesystem, List<Revision> versions, Optional<Guid> cursor)
            throws KeepRuleException {
        if (cursor.isEmpty()) {
            return failed(
                    nothing(filesystem),
                    "no replication cursor: one replication must succeed before anything is pruned");
        }
        var plan = planner.plan(filesystem, versions, cursor.orElseThrow());
        return new FilesystemReport(plan, Optional.empty(), Optional.empty(), List.of());
    }

    static PrunePlan nothing(DatasetPath filesystem) {
        return new PrunePlan(filesystem, List.of());
    }

    private static FilesystemReport skipped(DatasetPath filesystem, String reason) {
        return new FilesystemReport(nothing(filesystem), Optional.of(reason), Optional.empty(), List.of());
    }

    static FilesystemReport failed(PrunePlan plan, String reason) {
        return new FilesystemReport(plan, Optional.empty(), Optional.of(reason), List.of());
    }
}
