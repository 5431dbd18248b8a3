// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsException;

/// Holds and bookmarks of the model.
record SimulatedAnchors(Simulation simulation) implements ZfsAnchors {
    private static final int MAX_TAG = 255;

    @Override
    public void hold(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException {
        var action = "hold " + tag + " on " + dataset;
        if (tag.isEmpty() || tag.length() > MAX_TAG) {
            throw new ZfsException(action + ": a tag has 1 to " + MAX_TAG + " characters");
        }
        simulation.change(now -> {
            var node = now.require(dataset, action);
            for (var snapshot : snapshots) {
                var snap = same(node, snapshot)
                        .orElseThrow(() -> new NoSuchDatasetException(
                                action + "@" + snapshot.name() + ": dataset does not exist"));
                var tags = new TreeSet<>(snap.holds());
                tags.add(tag);
                node = node.with(snap.withHolds(tags));
            }
            return now.with(node);
        });
    }

    @Override
    public void release(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException {
        simulation.change(now -> {
            var there = now.node(dataset);
            if (there.isEmpty()) {
                return now;
            }
            var node = there.orElseThrow();
            for (var snapshot : snapshots) {
                var snap = same(node, snapshot);
                if (snap.isPresent()) {
                    var tags = new TreeSet<>(snap.orElseThrow().holds());
                    tags.remove(tag);
                    node = node.with(snap.orElseThrow().withHolds(tags));
                }
            }
            return now.with(node);
        });
    }

    @Override
    public Map<Revision.Snapshot, Set<String>> holds(DatasetPath dataset, Collection<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        var node = simulation.now().require(dataset, "list holds of " + dataset);
        var holds = new LinkedHashMap<Revision.Snapshot, Set<String>>();
        snapshots.forEach(snapshot -> same(node, snapshot).ifPresent(snap -> holds.put(snapshot, snap.holds())));
        return holds;
    }

    @Override
    public Revision.Bookmark bookmark(DatasetPath dataset, Revision from, String name)
            throws ZfsException, InterruptedException {
        var action = "bookmark " + dataset + from.relativeName() + " as #" + name;
        check(action, dataset, name);
        var wanted = new Revision.Bookmark(name, from.guid(), from.createTxg(), from.creation());
        simulation.change(now -> {
            var node = now.require(dataset, action);
            var there = node.bookmark(name);
            if (there.isPresent()) {
                if (there.orElseThrow().guid().equals(from.guid())) {
                    return now;
                }
                throw new ZfsException(action + ": bookmark exists with GUID "
                        + there.orElseThrow().guid());
            }
            var bookmarks = new ArrayList<>(node.bookmarks());
            bookmarks.add(new Mark(wanted, source(node, from, action).files()));
            bookmarks.sort(Comparator.comparing(Mark::revision, Revision.BY_AGE));
            return now.nextTxg().with(node.withBookmarks(bookmarks));
        });
        return wanted;
    }

    private static void check(String action, DatasetPath dataset, String name) throws ZfsException {
        try {
            EntityName.BOOKMARK.check(dataset + "#" + name);
        } catch (IllegalArgumentException e) {
            throw new ZfsException(action + ": " + e.getMessage(), e);
        }
    }

    private static Snap source(Node node, Revision from, String action) throws ZfsException {
        if (from instanceof Revision.Bookmark) {
            throw new ZfsException(action + ": a bookmark cannot be copied");
        }
        return node.snapshot(from.name())
                .filter(snap -> snap.revision().guid().equals(from.guid()))
                .orElseThrow(() -> new NoSuchDatasetException(action + ": dataset does not exist"));
    }

    private static Optional<Snap> same(Node node, Revision.Snapshot snapshot) {
        return node.snapshot(snapshot.name());
    }
}
