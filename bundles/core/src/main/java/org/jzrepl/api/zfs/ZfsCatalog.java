// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.osgi.annotation.versioning.ProviderType;

/// What exists. Reading changes nothing.
@ProviderType
public interface ZfsCatalog {
    /// Reads the subtrees below `roots` (themselves included) with a constant number of commands;
    /// [DatasetPath#ROOT] is the whole host. Roots that do not exist are left out. Ordered by path, each dataset
    /// once.
    ///
    /// Of a dataset whose snapshots are the same as at an earlier scan, [Dataset#held] may be as it was then,
    /// where somebody else has set or released a hold; [#look] finds what is there now.
    List<Dataset> scan(Collection<DatasetPath> roots, Scan what) throws ZfsException, InterruptedException;

    /// Reads these datasets alone, without what is below them; those that do not exist are left out.
    List<Dataset> look(Collection<DatasetPath> datasets, Scan what) throws ZfsException, InterruptedException;

    /// Reads one dataset; empty if it does not exist.
    default Optional<Dataset> look(DatasetPath dataset, Scan what) throws ZfsException, InterruptedException {
        return look(List.of(dataset), what).stream().findFirst();
    }

    /// Snapshots and bookmarks of `dataset`, oldest first.
    ///
    /// @throws NoSuchDatasetException if there is no such dataset
    default List<Revision> revisions(DatasetPath dataset) throws ZfsException, InterruptedException {
        return look(dataset, Scan.REVISIONS)
                .orElseThrow(
                        () -> new NoSuchDatasetException("list revisions of " + dataset + ": dataset does not exist"))
                .revisions();
    }

    /// Reads those revisions alone, by relative name (`@daily`, `#cursor`), however many others the dataset has;
    /// oldest first. Those that do not exist are left out, as are all of a dataset that does not exist.
    default List<Revision> revisions(DatasetPath dataset, Collection<String> relativeNames)
            throws ZfsException, InterruptedException {
        return look(dataset, Scan.REVISIONS).map(Dataset::revisions).orElse(List.of()).stream()
                .filter(revision -> relativeNames.contains(revision.relativeName()))
                .toList();
    }

    /// What to read of each dataset. Resume tokens are always read.
    record Scan(Set<String> properties, boolean revisions) {
        public static final Scan NAMES = new Scan(Set.of(), false);
        public static final Scan REVISIONS = new Scan(Set.of(), true);

        public Scan {
            properties = Set.copyOf(properties);
        }
    }
}
