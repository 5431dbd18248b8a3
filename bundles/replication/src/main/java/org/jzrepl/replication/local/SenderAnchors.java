// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.jzrepl.replication.local.OnDiskNames.Kind.CURSOR;
import static org.jzrepl.replication.local.OnDiskNames.Kind.TENTATIVE_CURSOR;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.zfs.ZfsException;

/// What one job leaves on the sender's datasets, so that each step can be resumed and the next one stays
/// incremental (`replication-and-zfs.md` 2.4). What is new is there before what is old goes, and neither end
/// of a step ever goes.
record SenderAnchors(JobName job) {
    /// Protects both ends of a step. A bookmark to start from can be neither held nor bookmarked, and need
    /// not be: nobody prunes it.
    void beforeSend(Anchorage anchorage, Optional<Revision> from, Snapshot to, Guarantee guarantee)
            throws ZfsException, InterruptedException {
        var ends = ends(from, to);
        switch (guarantee) {
            case RESUMABILITY -> anchorage.hold(ends, OnDiskNames.stepHold(job));
            case INCREMENTAL -> {
                for (var end : ends) {
                    bookmark(anchorage, end, () -> tentative(anchorage, end));
                }
            }
            case NOTHING -> {}
        }
        var marked = ends.stream()
                .filter(_ -> guarantee == Guarantee.INCREMENTAL)
                .map(end -> tentative(anchorage, end))
                .collect(Collectors.toSet());
        anchorage.removeBookmarks(
                Set.of(TENTATIVE_CURSOR),
                bookmark -> !marked.contains(bookmark.name())
                        && from.filter(bookmark::equals).isEmpty());
        anchorage.removeHolds(
                OnDiskNames.stepHold(job),
                guarantee == Guarantee.RESUMABILITY
                        ? ends.stream().map(Snapshot::guid).collect(Collectors.toSet())
                        : Set.of());
    }

    /// The receiver has the step's target: it becomes the cursor.
    void afterReceive(Anchorage anchorage, Snapshot to, Guarantee guarantee) throws ZfsException, InterruptedException {
        boolean isMarked = guarantee != Guarantee.NOTHING;
        if (isMarked) {
            bookmark(anchorage, to, () -> cursor(anchorage, to));
        }
        anchorage.removeBookmarks(
                Set.of(TENTATIVE_CURSOR, CURSOR), bookmark -> !isMarked || !isCursorOf(anchorage, bookmark, to));
        anchorage.removeHolds(OnDiskNames.stepHold(job), Set.of());
    }

    private boolean isCursorOf(Anchorage anchorage, Bookmark bookmark, Snapshot to) {
        return bookmark.name().equals(cursor(anchorage, to));
    }

    private static List<Snapshot> ends(Optional<Revision> from, Snapshot to) {
        return Stream.concat(from.stream().filter(Snapshot.class::isInstance).map(Snapshot.class::cast), Stream.of(to))
                .toList();
    }

    private String tentative(Anchorage anchorage, Snapshot end) {
        return OnDiskNames.tentativeCursor(anchorage.path(), end.guid(), job);
    }

    private String cursor(Anchorage anchorage, Snapshot to) {
        return OnDiskNames.cursor(anchorage.path(), to.guid(), job);
    }

    private void bookmark(Anchorage anchorage, Snapshot of, Supplier<String> name)
            throws ZfsException, InterruptedException {
        try {
            anchorage.bookmark(of, name.get());
        } catch (IllegalArgumentException e) { // together with this dataset's, the job's name is too long
            throw new ZfsException(
                    "bookmark " + anchorage.path() + of.relativeName() + " for job " + job + ": " + e.getMessage(), e);
        }
    }
}
