// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job's holds and bookmarks on one dataset: makes new ones, removes stale ones, and keeps the picture of
/// the dataset true meanwhile. Used by one thread, for one step.
///
/// What another job or a user made is never touched, and no snapshot is ever destroyed here. What cannot be
/// removed is logged and stays until the next run or step: data that has arrived is worth more than a clean
/// dataset.
final class Anchorage {
    private static final Logger LOG = LoggerFactory.getLogger(Anchorage.class);

    private final Zfs zfs;
    private final JobName job;
    private final Dataset dataset;
    private final List<Revision> revisions;
    private final Set<Snapshot> held;
    private boolean isCertain = true;

    Anchorage(Zfs zfs, JobName job, Dataset dataset) {
        this.zfs = zfs;
        this.job = job;
        this.dataset = dataset;
        this.revisions = new ArrayList<>(dataset.revisions());
        this.held = new HashSet<>(dataset.held());
    }

    DatasetPath path() {
        return dataset.path();
    }

    /// A revision that is there by now, whether or not it was when the dataset was read.
    void saw(Revision revision) {
        revisions.removeIf(there -> there.relativeName().equals(revision.relativeName()));
        revisions.add(revision);
    }

    void hold(Collection<Snapshot> snapshots, String tag) throws ZfsException, InterruptedException {
        zfs.anchors().hold(path(), snapshots, tag);
        held.addAll(snapshots);
    }

    void bookmark(Snapshot snapshot, String name) throws ZfsException, InterruptedException {
        saw(zfs.anchors().bookmark(path(), snapshot, name));
    }

    /// The job's bookmarks of these kinds.
    List<Bookmark> bookmarks(Set<OnDiskNames.Kind> kinds) {
        return revisions.stream()
                .filter(Bookmark.class::isInstance)
                .map(Bookmark.class::cast)
                .filter(bookmark -> OnDiskNames.ofBookmark(path(), bookmark)
                        .filter(anchor -> anchor.isOf(job) && kinds.contains(anchor.kind()))
                        .isPresent())
                .toList();
    }

    /// The snapshots that carry a hold, by whatever tag.
    Set<Snapshot> held() {
        return Set.copyOf(held);
    }

    /// Whether all that was to be removed is removed.
    boolean isCertain() {
        return isCertain;
    }

    /// Destroys the job's bookmarks of these kinds that are `stale`.
    void removeBookmarks(Set<OnDiskNames.Kind> kinds, Predicate<Bookmark> stale) throws InterruptedException {
        var victims = bookmarks(kinds).stream().filter(stale).toList();
        if (!victims.isEmpty()) {
            destroy(victims);
        }
    }

    /// Takes the job's `tag` off all snapshots but those with the GUIDs `kept`. Reads the tags of held
    /// snapshots only: there are few of them, and usually none.
    void removeHolds(String tag, Set<Guid> kept) throws InterruptedException {
        var suspects = held.stream()
                .filter(snapshot -> !kept.contains(snapshot.guid()))
                .toList();
        if (suspects.isEmpty()) {
            return;
        }
        try {
            var tags = zfs.anchors().holds(path(), suspects);
            var ours = carrying(tag, tags);
            if (!ours.isEmpty()) {
                zfs.anchors().release(path(), ours, tag);
            }
            suspects.stream()
                    .filter(snapshot -> Set.of(tag).containsAll(tags.getOrDefault(snapshot, Set.of())))
                    .forEach(held::remove);
        } catch (ZfsException e) {
            failed(e.getMessage());
        }
    }

    /// Tells the listing how the dataset is now.
    void tell(Listing listing) {
        if (isCertain) {
            revisions.sort(Revision.BY_AGE);
            listing.changed(
                    new Dataset(path(), dataset.kind(), dataset.properties(), dataset.resumeToken(), revisions, held));
        } else {
            listing.forget(path());
        }
    }

    private static List<Snapshot> carrying(String tag, Map<Snapshot, Set<String>> tags) {
        return tags.entrySet().stream()
                .filter(entry -> entry.getValue().contains(tag))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void destroy(List<Bookmark> victims) throws InterruptedException {
        try {
            zfs.snapshots().destroy(path(), victims).forEach((bookmark, outcome) -> {
                if (outcome instanceof Destruction.Refused(var reason)) {
                    failed(bookmark.relativeName() + ": " + reason);
                } else {
                    revisions.remove(bookmark);
                }
            });
        } catch (ZfsException e) {
            failed(e.getMessage());
        }
    }

    private void failed(@Nullable String reason) {
        isCertain = false;
        LOG.atWarn()
                .addKeyValue("fs", path())
                .addKeyValue("err", reason)
                .log("cannot remove a stale hold or bookmark; the next run tries again");
    }
}
