// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.jzrepl.replication.local.OnDiskNames.Kind.CURSOR;
import static org.jzrepl.replication.local.OnDiskNames.Kind.STEP_HOLD;
import static org.jzrepl.replication.local.OnDiskNames.Kind.TENTATIVE_CURSOR;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;

/// What one job leaves on the sender's datasets, so that each step can be resumed and the next one stays
/// incremental
/// (`replication-and-zfs.md` 2.4). What is new is there before what is old goes.
final class SenderAnchors {
    private final Zfs zfs;
    private final JobName job;
    private final StaleAnchors stale;

    SenderAnchors(Zfs zfs, JobName job) {
        this.zfs = zfs;
        this.job = job;
        this.stale = new StaleAnchors(zfs, job);
    }

    /// Protects both ends of the step; `dataset` is how it was just before.
    void beforeSend(Dataset dataset, Step step) throws ZfsException, InterruptedException {
        var guarantee = step.protection().of(step.from().isPresent());
        var held = guarantee == Guarantee.RESUMABILITY ? hold(step) : Set.<Guid>of();
        var marked = guarantee == Guarantee.INCREMENTAL ? mark(step) : Set.<String>of();
        stale.bookmarks(
                dataset,
                Set.of(TENTATIVE_CURSOR),
                bookmark -> !marked.contains(bookmark.name()) && !isFrom(step, bookmark));
        stale.holds(dataset, STEP_HOLD, held);
    }

    /// The receiver has the step's target: it becomes the cursor.
    void afterReceive(Dataset dataset, Step step) throws ZfsException, InterruptedException {
        var guarantee = step.protection().of(step.from().isPresent());
        var marked = guarantee == Guarantee.NOTHING ? Set.<String>of() : Set.of(cursor(step));
        stale.bookmarks(dataset, Set.of(TENTATIVE_CURSOR, CURSOR), bookmark -> !marked.contains(bookmark.name()));
        stale.holds(dataset, STEP_HOLD, Set.of());
    }

    private static boolean isFrom(Step step, Bookmark bookmark) {
        return step.from()
                .filter(from -> from.relativeName().equals(bookmark.relativeName()))
                .isPresent();
    }

    private Set<Guid> hold(Step step) throws ZfsException, InterruptedException {
        var ends = new ArrayList<Snapshot>();
        if (step.from().isPresent() && step.from().orElseThrow() instanceof Snapshot from) {
            ends.add(from); // a bookmark cannot be held, and need not be: nobody prunes it
        }
        ends.add(step.to());
        zfs.anchors().hold(step.filesystem(), ends, OnDiskNames.stepHold(job));
        return ends.stream().map(Snapshot::guid).collect(Collectors.toSet());
    }

    private Set<String> mark(Step step) throws ZfsException, InterruptedException {
        var marks = new HashSet<String>();
        if (step.from().isPresent() && step.from().orElseThrow() instanceof Snapshot from) {
            marks.add(tentativeCursor(step, from)); // a bookmark cannot be bookmarked, and is base enough itself
        }
        marks.add(tentativeCursor(step, step.to()));
        return marks;
    }

    private String tentativeCursor(Step step, Snapshot end) throws ZfsException, InterruptedException {
        return bookmark(step, end, () -> OnDiskNames.tentativeCursor(step.filesystem(), end.guid(), job));
    }

    private String cursor(Step step) throws ZfsException, InterruptedException {
        return bookmark(
                step,
                step.to(),
                () -> OnDiskNames.cursor(step.filesystem(), step.to().guid(), job));
    }

    private String bookmark(Step step, Revision of, Supplier<String> name) throws ZfsException, InterruptedException {
        try {
            return zfs.anchors().bookmark(step.filesystem(), of, name.get()).name();
        } catch (IllegalArgumentException e) {
            throw new ZfsException(
                    "bookmark " + step.filesystem() + of.relativeName() + " for job " + job + ": " + e.getMessage(), e);
        }
    }
}
