// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jzrepl.api.dataset.Revision;

/// A snapshot with its files and the tags that hold it.
record Snap(Revision.Snapshot revision, SortedMap<String, FileContent> files, Set<String> holds) {
    Snap {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        holds = Collections.unmodifiableSet(new TreeSet<>(holds));
    }

    Snap withHolds(Set<String> now) {
        return new Snap(revision, files, now);
    }

    String name() {
        return revision.name();
    }
}
