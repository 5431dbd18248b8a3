// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.ZfsException;

/// Collects the lines of listings of snapshots and bookmarks, by dataset.
final class VersionRows implements LineSink {
    private final Map<DatasetPath, Found> byDataset = new HashMap<>();
    private final Repeats repeats = new Repeats();

    /// What was listed of one dataset, in that order.
    record Found(List<Revision> revisions, List<Snapshot> held) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        private void add(VersionRow row) {
            revisions.add(row.revision());
            if (row.held() && row.revision() instanceof Snapshot snapshot) {
                held.add(snapshot);
            }
        }
    }

    @Override
    public void line(String line) throws ZfsException {
        var row = VersionRow.parse(line, repeats);
        byDataset.computeIfAbsent(row.dataset(), _ -> new Found()).add(row);
    }

    /// Hands over what was found of a dataset, and forgets it.
    Found take(DatasetPath dataset) {
        return Optional.ofNullable(byDataset.remove(dataset)).orElseGet(Found::new);
    }
}
