// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// What one side looked like when it was last read as a whole, less what this side has changed since.
///
/// A run that has nothing to do reads each side once, however many datasets there are. That what is remembered
/// may be
/// older than what is on disk is safe: a plan made from it is only a wish. Before anything is sent, received or
/// anchored,
/// the dataset concerned is read anew, and every revision must still be there under its GUID; snapshots are only
/// destroyed under the GUID they were seen with. Who wants a newer picture reads the side again.
///
/// Its own lock guards it, and is never held while ZFS works.
final class Listing {
    private static final Scan WHAT = new Scan(Set.of(Dataset.PLACEHOLDER), true);

    private final ZfsCatalog catalog;
    private Map<DatasetPath, Dataset> known = Map.of();
    private final Map<DatasetPath, Long> changedAt = new HashMap<>();
    private long clock;

    Listing(ZfsCatalog catalog) {
        this.catalog = catalog;
    }

    /// Reads the subtrees below `roots`, and remembers them.
    List<Dataset> read(Collection<DatasetPath> roots) throws ZfsException, InterruptedException {
        // An empty list of roots must not become a listing of everything.
        long begun = now();
        var datasets = roots.isEmpty() ? List.<Dataset>of() : catalog.scan(roots, WHAT);
        remember(datasets, begun);
        return datasets;
    }

    /// Snapshots and bookmarks, oldest first, from memory where nothing has changed.
    List<Revision> revisions(DatasetPath path) throws ZfsException, InterruptedException {
        var remembered = recall(path);
        return remembered.isPresent() ? remembered.orElseThrow().revisions() : catalog.revisions(path);
    }

    /// Must be called after each change that this side made.
    synchronized void forget(DatasetPath path) {
        changedAt.put(path, ++clock);
    }

    private synchronized long now() {
        return clock;
    }

    private synchronized Optional<Dataset> recall(DatasetPath path) {
        return changedAt.containsKey(path) ? Optional.empty() : Optional.ofNullable(known.get(path));
    }

    private synchronized void remember(List<Dataset> datasets, long begun) {
        var byPath = new TreeMap<DatasetPath, Dataset>();
        datasets.forEach(dataset -> byPath.put(dataset.path(), dataset));
        known = byPath;
        changedAt.values().removeIf(at -> at <= begun); // what changed during the scan stays forgotten
    }
}
