// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.Dataset.Kind;
import org.jzrepl.api.zfs.Property;

/// A dataset: `properties` are its own, local or received; `snapshots` and `bookmarks` are oldest first.
record Node(
        DatasetPath path,
        Kind kind,
        SortedMap<String, Property> properties,
        SortedMap<String, FileContent> files,
        List<Snap> snapshots,
        List<Mark> bookmarks,
        Optional<Partial> partial) {
    Node {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        snapshots = List.copyOf(snapshots);
        bookmarks = List.copyOf(bookmarks);
    }

    static Node empty(DatasetPath path, SortedMap<String, Property> properties) {
        return new Node(path, Kind.FILESYSTEM, properties, new TreeMap<>(), List.of(), List.of(), Optional.empty());
    }

    Optional<Snap> snapshot(String name) {
        return snapshots.stream().filter(snap -> snap.name().equals(name)).findFirst();
    }

    Optional<Snap> snapshot(Guid guid) {
        return snapshots.stream()
                .filter(snap -> snap.revision().guid().equals(guid))
                .findFirst();
    }

    Optional<Mark> bookmark(String name) {
        return bookmarks.stream().filter(mark -> mark.name().equals(name)).findFirst();
    }

    Optional<Snap> newest() {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.getLast());
    }

    Node withFiles(SortedMap<String, FileContent> now) {
        return new Node(path, kind, properties, now, snapshots, bookmarks, partial);
    }

    Node withProperties(SortedMap<String, Property> now) {
        return new Node(path, kind, now, files, snapshots, bookmarks, partial);
    }

    Node withSnapshots(List<Snap> now) {
        return new Node(path, kind, properties, files, now, bookmarks, partial);
    }

    Node withBookmarks(List<Mark> now) {
        return new Node(path, kind, properties, files, snapshots, now, partial);
    }

    Node withPartial(Optional<Partial> now) {
        return new Node(path, kind, properties, files, snapshots, bookmarks, now);
    }

    Node with(Snap snapshot) {
        var all = new java.util.ArrayList<>(snapshots);
        int at = indexOf(snapshot.name());
        if (at < 0) {
            all.add(snapshot);
        } else {
            all.set(at, snapshot);
        }
        return withSnapshots(all);
    }

    Node withoutSnapshots(Predicate<Snap> gone) {
        return withSnapshots(snapshots.stream().filter(gone.negate()).toList());
    }

    Node withoutBookmarks(Predicate<Mark> gone) {
        return withBookmarks(bookmarks.stream().filter(gone.negate()).toList());
    }

    /// Back to a snapshot: its files, and nothing newer.
    Node rolledBackTo(Snap to) {
        long txg = to.revision().createTxg();
        return withFiles(to.files())
                .withoutSnapshots(snap -> Long.compareUnsigned(snap.revision().createTxg(), txg) > 0)
                .withoutBookmarks(mark -> Long.compareUnsigned(mark.createTxg(), txg) > 0);
    }

    private int indexOf(String snapshot) {
        for (int i = 0; i < snapshots.size(); i++) {
            if (snapshots.get(i).name().equals(snapshot)) {
                return i;
            }
        }
        return -1;
    }
}
