// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Bookmark;

/// The names of the holds and bookmarks that jobs leave on datasets: an on-disk format, shared with zrepl.
///
/// A name that has been released never changes: pools outlive programs, and the other one may come back.
/// GUIDs are sixteen lower-case hex digits, job names verbatim (`replication-and-zfs.md` 2.2).
public final class OnDiskNames {
    private static final String CURSOR = "zrepl_CURSOR";
    /// Ends in an underscore, so that two of them stand before the `G`.
    private static final String TENTATIVE = "zrepl_CURSORTENTATIVE_";
    /// Without a job; nobody makes these any more.
    private static final String LEGACY_CURSOR = "zrepl_replication_cursor";
    private static final String STEP_HOLD = "zrepl_STEP_J_";
    private static final String LAST_RECEIVED_HOLD = "zrepl_last_received_J_";
    /// Greedy: the last `_G_…_J_` splits, as in zrepl.
    private static final Pattern BOOKMARK = Pattern.compile("(.+)_G_([0-9a-f]{16})_J_(.+)");

    private OnDiskNames() {}

    /// What a name means; `job` is empty for a legacy cursor.
    public record Anchor(Kind kind, Optional<JobName> job) {
        boolean isOf(JobName wanted) {
            return job.filter(wanted::equals).isPresent();
        }
    }

    public enum Kind {
        CURSOR,
        TENTATIVE_CURSOR,
        LEGACY_CURSOR,
        STEP_HOLD,
        LAST_RECEIVED_HOLD
    }

    /// The bookmark on the newest snapshot that the receiver is known to have.
    public static String cursor(DatasetPath dataset, Guid guid, JobName job) {
        return bookmark(dataset, CURSOR, guid, job);
    }

    /// The bookmark that keeps an end of a step usable as a base while it is under way.
    public static String tentativeCursor(DatasetPath dataset, Guid guid, JobName job) {
        return bookmark(dataset, TENTATIVE, guid, job);
    }

    /// The hold on both ends of a step under way.
    public static String stepHold(JobName job) {
        return STEP_HOLD + job;
    }

    /// The hold on the receiver's newest snapshot.
    public static String lastReceivedHold(JobName job) {
        return LAST_RECEIVED_HOLD + job;
    }

    /// What a bookmark means; empty for a user's own.
    public static Optional<Anchor> ofBookmark(DatasetPath dataset, Bookmark bookmark) {
        if (bookmark.name().equals(LEGACY_CURSOR)) {
            return Optional.of(new Anchor(Kind.LEGACY_CURSOR, Optional.empty()));
        }
        var parts = BOOKMARK.matcher(bookmark.name());
        if (!parts.matches() || !parts.group(2).equals(bookmark.guid().hex())) {
            return Optional.empty();
        }
        var kind = switch (parts.group(1)) {
            case CURSOR -> Optional.of(Kind.CURSOR);
            case TENTATIVE -> Optional.of(Kind.TENTATIVE_CURSOR);
            default -> Optional.<Kind>empty();
        };
        return kind.flatMap(known -> anchor(known, parts.group(3))).filter(_ -> isName(dataset, bookmark.name()));
    }

    /// What a hold's tag means; empty for a user's own.
    public static Optional<Anchor> ofTag(String tag) {
        if (tag.startsWith(STEP_HOLD)) {
            return anchor(Kind.STEP_HOLD, tag.substring(STEP_HOLD.length()));
        }
        return tag.startsWith(LAST_RECEIVED_HOLD)
                ? anchor(Kind.LAST_RECEIVED_HOLD, tag.substring(LAST_RECEIVED_HOLD.length()))
                : Optional.empty();
    }

    /// The same, whether or not the dataset's path leaves room for it.
    static String cursorName(Guid guid, JobName job) {
        return name(CURSOR, guid, job);
    }

    private static String name(String prefix, Guid guid, JobName job) {
        return prefix + "_G_" + guid.hex() + "_J_" + job;
    }

    private static String bookmark(DatasetPath dataset, String prefix, Guid guid, JobName job) {
        var name = name(prefix, guid, job);
        EntityName.BOOKMARK.check(dataset + "#" + name);
        return name;
    }

    private static Optional<Anchor> anchor(Kind kind, String job) {
        try {
            return Optional.of(new Anchor(kind, Optional.of(new JobName(job))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // looks like ours, but no job can be called so
        }
    }

    private static boolean isName(DatasetPath dataset, String bookmark) {
        try {
            EntityName.BOOKMARK.check(dataset + "#" + bookmark);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
