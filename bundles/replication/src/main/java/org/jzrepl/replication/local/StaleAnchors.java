// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what earlier steps of one job left on a dataset. What another job or a user made is never touched, and
/// no
/// snapshot is ever destroyed here.
///
/// What cannot be removed is logged and stays until the next step: data that has arrived is worth more than a
/// clean
/// dataset.
final class StaleAnchors {
    private static final Logger LOG = LoggerFactory.getLogger(StaleAnchors.class);

    private final Zfs zfs;
    private final JobName job;

    StaleAnchors(Zfs zfs, JobName job) {
        this.zfs = zfs;
        this.job = job;
    }

    /// Destroys the job's bookmarks of these kinds that are `stale`.
    void bookmarks(Dataset dataset, Set<OnDiskNames.Kind> kinds, Predicate<Bookmark> stale)
            throws InterruptedException {
        var victims = dataset.revisions().stream()
                .filter(Bookmark.class::isInstance)
                .map(Bookmark.class::cast)
                .filter(bookmark -> OnDiskNames.ofBookmark(dataset.path(), bookmark)
                        .filter(anchor -> anchor.isOf(job) && kinds.contains(anchor.kind()))
                        .isPresent())
                .filter(stale)
                .toList();
        if (!victims.isEmpty()) {
            destroy(dataset.path(), victims);
        }
    }

    /// Releases the job's holds of this kind on all snapshots but those with the GUIDs `kept`. Reads the tags of
    /// held snapshots only: there
    /// are
    /// few of them, and usually none.
    void holds(Dataset dataset, OnDiskNames.Kind kind, Set<Guid> kept) throws InterruptedException {
        var held = dataset.held().stream()
                .filter(snapshot -> !kept.contains(snapshot.guid()))
                .toList();
        if (held.isEmpty()) {
            return;
        }
        try {
            var tag =
                    kind == OnDiskNames.Kind.STEP_HOLD ? OnDiskNames.stepHold(job) : OnDiskNames.lastReceivedHold(job);
            var ours = carrying(tag, zfs.anchors().holds(dataset.path(), held));
            if (!ours.isEmpty()) {
                zfs.anchors().release(dataset.path(), ours, tag);
            }
        } catch (ZfsException e) {
            failed(dataset.path(), e.getMessage());
        }
    }

    private static List<Snapshot> carrying(String tag, Map<Snapshot, Set<String>> holds) {
        return holds.entrySet().stream()
                .filter(entry -> entry.getValue().contains(tag))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void destroy(DatasetPath path, List<Bookmark> victims) throws InterruptedException {
        try {
            zfs.snapshots().destroy(path, victims).forEach((bookmark, outcome) -> {
                if (outcome instanceof Destruction.Refused(var reason)) {
                    failed(path, bookmark.relativeName() + ": " + reason);
                }
            });
        } catch (ZfsException e) {
            failed(path, e.getMessage());
        }
    }

    private static void failed(DatasetPath path, @Nullable String reason) {
        LOG.atWarn()
                .addKeyValue("fs", path)
                .addKeyValue("err", reason)
                .log("cannot remove a stale hold or bookmark; the next step tries again");
    }
}
