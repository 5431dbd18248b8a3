// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// The datasets that an operator means: one, which must exist, or all that a filter passes.
sealed interface DatasetSelection {
    DatasetSelection EVERY = new Passing(DatasetFilter.ALL);

    Map<String, Boolean> MEANING = Map.of("ok", true, "!", false);

    List<Dataset> read(ZfsCatalog catalog, Scan what) throws ZfsException, InterruptedException;

    /// Reads a dataset's name, or a filter such as `tank<:ok,tank/tmp:!`.
    static DatasetSelection parse(String text) {
        var patterns = new HashMap<String, Boolean>();
        var entries = text.split(",", -1);
        for (var entry : entries) {
            int colon = entry.lastIndexOf(':');
            var meaning = MEANING.get(entry.substring(colon + 1));
            if (colon >= 0 && meaning != null) {
                patterns.put(entry.substring(0, colon), meaning);
            } else if (entries.length == 1) {
                return new One(DatasetPath.parse(EntityName.FILESYSTEM.check(entry)));
            } else {
                throw new IllegalArgumentException(
                        "\"" + entry + "\" is no entry of a filter: write PATTERN:ok or PATTERN:!");
            }
        }
        return new Passing(new DatasetFilter(patterns));
    }

    record One(DatasetPath path) implements DatasetSelection {
        @Override
        public List<Dataset> read(ZfsCatalog catalog, Scan what) throws ZfsException, InterruptedException {
            return List.of(catalog.look(path, what)
                    .orElseThrow(() -> new NoSuchDatasetException("list " + path + ": dataset does not exist")));
        }
    }

    record Passing(DatasetFilter filter) implements DatasetSelection {
        @Override
        public List<Dataset> read(ZfsCatalog catalog, Scan what) throws ZfsException, InterruptedException {
            var roots = filter.roots();
            var datasets = roots.isEmpty() ? List.<Dataset>of() : catalog.scan(roots, what);
            return datasets.stream()
                    .filter(dataset -> filter.passes(dataset.path()))
                    .toList();
        }
    }
}
