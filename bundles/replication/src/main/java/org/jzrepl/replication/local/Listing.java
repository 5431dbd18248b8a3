// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// What one side looked like when it was last read as a whole, with what this side has changed since.
///
/// A run that has nothing to do reads each side once, however many datasets there are, and a step costs the
/// same however many snapshots its dataset has. That what is remembered may be older than what is on disk is
/// safe: a plan made from it is only a wish. Before anything is sent, received or anchored, the dataset and
/// the revisions concerned are read anew, and must still be there under their GUIDs; snapshots are only
/// destroyed under the GUID they were seen with. Who wants a newer picture reads the side again, as every run
/// does when it begins; for those that do not, a reading answers only for some minutes.
///
/// Its own lock guards it, and is never held while ZFS works.
final class Listing {
    private static final Scan WHAT = new Scan(Set.of(Dataset.PLACEHOLDER, SendChecks.ENCRYPTION), true);

    /// Longer than planning takes, and shorter than from one run to the next.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final ZfsCatalog catalog;
    private final LongSupplier nanoTime;
    private final Map<DatasetPath, Dataset> known = new HashMap<>();
    /// What the last scan found; others are known from single steps only.
    private final Set<DatasetPath> scanned = new HashSet<>();

    private final Map<DatasetPath, Long> changedAt = new HashMap<>();
    private long clock;
    private long readAt;

    Listing(ZfsCatalog catalog) {
        this(catalog, System::nanoTime);
    }

    Listing(ZfsCatalog catalog, LongSupplier nanoTime) {
        this.catalog = catalog;
        this.nanoTime = nanoTime;
    }

    /// Reads the subtrees below `roots`, and remembers them.
    List<Dataset> read(Collection<DatasetPath> roots) throws ZfsException, InterruptedException {
        long begun = now();
        long at = nanoTime.getAsLong();
        // An empty list of roots must not become a listing of everything.
        var datasets = roots.isEmpty() ? List.<Dataset>of() : catalog.scan(roots, WHAT);
        remember(datasets, begun, at);
        return datasets;
    }

    /// Snapshots and bookmarks, oldest first; from memory where the last reading covers the dataset and is fresh.
    List<Revision> revisions(DatasetPath path) throws ZfsException, InterruptedException {
        var remembered = isFresh(path) ? recall(path) : Optional.<Dataset>empty();
        return remembered.isPresent() ? remembered.orElseThrow().revisions() : catalog.revisions(path);
    }

    /// One dataset, from memory or not at all.
    Optional<Dataset> remembered(DatasetPath path) {
        return recall(path);
    }

    /// One dataset, from memory where anything is known of it.
    Dataset dataset(DatasetPath path) throws ZfsException, InterruptedException {
        var remembered = recall(path);
        return remembered.isPresent()
                ? remembered.orElseThrow()
                : catalog.look(path, WHAT)
                        .orElseThrow(() -> new NoSuchDatasetException("list " + path + ": dataset does not exist"));
    }

    /// The same, from memory only where it has these revisions.
    Dataset dataset(DatasetPath path, Collection<String> relativeNames) throws ZfsException, InterruptedException {
        var dataset = dataset(path);
        long found = dataset.revisions().stream()
                .filter(revision -> relativeNames.contains(revision.relativeName()))
                .count();
        if (found == relativeNames.size()) {
            return dataset;
        }
        forget(path);
        return dataset(path);
    }

    /// To be called before this side changes a dataset; what became of it is for [#changed] to say.
    synchronized void forget(DatasetPath path) {
        changedAt.put(path, ++clock);
        known.remove(path);
    }

    /// How a dataset is now that this side has changed it.
    synchronized void changed(Dataset dataset) {
        changedAt.put(dataset.path(), ++clock);
        known.put(dataset.path(), dataset);
    }

    private synchronized long now() {
        return clock;
    }

    private synchronized boolean isFresh(DatasetPath path) {
        return scanned.contains(path) && nanoTime.getAsLong() - readAt <= FRESH.toNanos();
    }

    private synchronized Optional<Dataset> recall(DatasetPath path) {
        return Optional.ofNullable(known.get(path));
    }

    private synchronized void remember(List<Dataset> datasets, long begun, long time) {
        readAt = time;
        changedAt.values().removeIf(at -> at <= begun);
        known.keySet().retainAll(changedAt.keySet()); // what changed during the scan is not taken from it
        scanned.clear();
        for (var dataset : datasets) {
            scanned.add(dataset.path());
            if (!changedAt.containsKey(dataset.path())) {
                known.put(dataset.path(), dataset);
            }
        }
    }
}
