// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;

/// A bookmark. Real ones remember a transaction group, from which ZFS tells what was written since; the model
/// remembers the files.
record Mark(Revision.Bookmark revision, SortedMap<String, FileContent> files) {
    Mark {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    String name() {
        return revision.name();
    }

    Guid guid() {
        return revision.guid();
    }

    long createTxg() {
        return revision.createTxg();
    }
}
