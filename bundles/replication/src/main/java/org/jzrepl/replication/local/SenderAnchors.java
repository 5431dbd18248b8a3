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
    private static final Set<OnDiskNames.Kind> MARKS = Set.of(TENTATIVE_CURSOR, CURSOR);

    /// Protects both ends of a step. A bookmark to start from can be neither held nor bookmarked, and need
    /// not be: nobody prunes it.
    void beforeSend(Anchorage anchorage, Optional<Revision> from, Snapshot to, Guarantee guarantee)
            throws ZfsException, InterruptedException {
        var ends = ends(from, to);
        if (guarantee == Guarantee.RESUMABILITY) {
            anchorage.hold(ends, OnDiskNames.stepHold(job));
        }
        var marked = marked(anchorage, ends, to, guarantee);
        for (var end : marked) {
            bookmark(anchorage, end, () -> tentative(anchorage, end));
        }
        var names = marked.stream().map(end -> tentative(anchorage, end)).collect(Collectors.toSet());
        anchorage.removeBookmarks(
                Set.of(TENTATIVE_CURSOR),
                bookmark -> !names.contains(bookmark.name())
                        && from.filter(bookmark::equals).isEmpty());
        anchorage.removeHolds(
                OnDiskNames.stepHold(job),
                guarantee == Guarantee.RESUMABILITY
                        ? ends.stream().map(Snapshot::guid).collect(Collectors.toSet())
                        : Set.of());
    }

    /// A target that is the cursor already is sent once more, to a receiver that has lost it: lest the cursor
    /// says that the step is over before it is, it is marked in any case.
    private static List<Snapshot> marked(Anchorage anchorage, List<Snapshot> ends, Snapshot to, Guarantee guarantee) {
        return switch (guarantee) {
            case INCREMENTAL -> ends;
            case NOTHING -> List.of();
            case RESUMABILITY ->
                anchorage.bookmarks(Set.of(CURSOR)).stream()
                                .anyMatch(cursor -> cursor.guid().equals(to.guid()))
                        ? List.of(to)
                        : List.of();
        };
    }

    /// The receiver has the step's target: it becomes the cursor.
    ///
    /// Until the protection is lifted an older bookmark of ours stays, or a tentative one is made: whoever looks
    /// after a crash sees by it that there is more to do, even from the other side, which cannot see holds.
    void afterReceive(Anchorage anchorage, Snapshot to, Guarantee guarantee) throws ZfsException, InterruptedException {
        boolean isMarked = guarantee != Guarantee.NOTHING;
        if (isMarked) {
            if (!anchorage.held().isEmpty() && anchorage.bookmarks(MARKS).isEmpty()) {
                bookmark(anchorage, to, () -> tentative(anchorage, to));
            }
            bookmark(anchorage, to, () -> cursor(anchorage, to));
        }
        anchorage.removeHolds(OnDiskNames.stepHold(job), Set.of());
        if (anchorage.isCertain()) {
            anchorage.removeBookmarks(MARKS, bookmark -> !isMarked || !isCursorOf(anchorage, bookmark, to));
        }
    }

    /// Whether [#afterReceive] would change nothing, given that no hold on the dataset is ours.
    boolean isSettled(Anchorage anchorage, Snapshot to, Guarantee guarantee) {
        var marks = anchorage.bookmarks(MARKS);
        return guarantee == Guarantee.NOTHING
                ? marks.isEmpty()
                : marks.size() == 1 && marks.getFirst().name().equals(OnDiskNames.cursorName(to.guid(), job));
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
