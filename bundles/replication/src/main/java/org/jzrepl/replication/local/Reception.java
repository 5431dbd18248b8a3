// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Receive;
import org.jzrepl.replication.planner.Partial;

/// Receives steps into datasets that the caller has claimed (`replication-and-zfs.md` 3.2).
///
/// Looks first, then waits for the first bytes, and only then changes anything: a sender that fails costs the
/// receiver nothing. Each change leaves a state from which the next receive goes on.
record Reception(
        Zfs zfs,
        JobName job,
        ParentDatasets parents,
        ShellFilling shells,
        ReceiveOptions options,
        Listing listing,
        Unreleased unreleased) {
    private static final Scan WHAT = new Scan(Set.of(Dataset.PLACEHOLDER), false);

    void receive(Step step, DatasetPath path, boolean resumed, ReadableByteChannel stream)
            throws IOException, InterruptedException {
        unreleased.take(job, path);
        var before = zfs.catalog().look(path, WHAT);
        boolean fills = !resumed && step.from().isEmpty() && isShell(before);
        var primed =
                fills ? PrimedChannel.ofMany(stream, action(step, path)) : PrimedChannel.of(stream, action(step, path));
        if (before.isEmpty()) {
            parents.ensure(path);
        }
        var known = before.isPresent() ? listing.dataset(path) : fresh(path);
        listing.forget(path);
        var target = resumed ? before : cleared(path, before);
        var shell = fills ? shell(target) : Optional.<Dataset>empty();
        if (shell.isPresent()) {
            shells.fill(shell.orElseThrow(), step, primed);
        } else {
            boolean force = resumed && target.filter(Reception::isHalfFull).isPresent();
            zfs.streams().receive(request(step, path, force), primed);
        }
        var to = received(step, path);
        if (isShell(target)) {
            shells.done(path);
        }
        anchor(new Anchorage(zfs, job, shell.isPresent() ? fresh(path) : known), step, to, before.isPresent());
    }

    /// What a crash just after a receive leaves undone.
    void confirm(Step step, DatasetPath path) throws ZfsException, InterruptedException {
        unreleased.take(job, path);
        var action = "confirm " + action(step, path);
        var to = SendChecks.target(
                path, zfs.catalog().revisions(path, List.of(step.to().relativeName())), step, action);
        var known = listing.dataset(path);
        listing.forget(path);
        if (isShell(Optional.of(known))) {
            shells.done(path);
        }
        anchor(new Anchorage(zfs, job, known), step, to, step.from().isPresent());
    }

    /// Tries again what the dataset's last step could not: to take off the holds of those before it.
    void release(DatasetPath path) throws ZfsException, InterruptedException {
        var dataset = zfs.catalog().look(path, Scan.REVISIONS);
        var kept = unreleased.take(job, path);
        if (kept.isPresent() && dataset.isPresent()) {
            listing.forget(path);
            release(new Anchorage(zfs, job, dataset.orElseThrow()), kept.orElseThrow());
        }
    }

    /// By its property alone, whatever snapshots it has.
    private static boolean isShell(Optional<Dataset> target) {
        return target.filter(dataset -> Placeholding.of(dataset) != Placeholding.REAL)
                .isPresent();
    }

    /// Whether the dataset is in the middle of a full receive, which ZFS completes by force only: what the
    /// rest of the stream overwrites is nothing but the shell into which the receive was begun.
    private static boolean isHalfFull(Dataset dataset) {
        return Partial.of(dataset.resumeToken()) instanceof Partial.Resumable(var token)
                && token.from().isEmpty();
    }

    /// A dataset that came, or will come, with this step.
    private static Dataset fresh(DatasetPath path) {
        return new Dataset(path, Dataset.Kind.FILESYSTEM, Map.of(), Optional.empty(), List.of(), Set.of());
    }

    /// Discards what an interrupted receive left; of a dataset that came with it nothing remains.
    private Optional<Dataset> cleared(DatasetPath path, Optional<Dataset> before)
            throws ZfsException, InterruptedException {
        if (before.flatMap(Dataset::resumeToken).isEmpty()) {
            return before;
        }
        zfs.streams().abortReceive(path);
        return zfs.catalog().look(path, WHAT);
    }

    /// The target with its snapshots, if it is but a placeholder.
    private Optional<Dataset> shell(Optional<Dataset> target) throws ZfsException, InterruptedException {
        if (!isShell(target)) {
            return Optional.empty();
        }
        return zfs.catalog()
                .look(target.orElseThrow().path(), new Scan(WHAT.properties(), true))
                .filter(Placeholding::isEmptyShell);
    }

    private Receive request(Step step, DatasetPath path, boolean force) {
        return new Receive(path, step.to().name(), force, true, options.override(), options.inherit());
    }

    /// ZFS says all is well; the announced snapshot must be there.
    private Snapshot received(Step step, DatasetPath path) throws ZfsException, InterruptedException {
        var there = zfs.catalog().revisions(path, List.of(step.to().relativeName()));
        return SendChecks.target(path, there, step, action(step, path) + ": ZFS reports success, but");
    }

    private void anchor(Anchorage anchorage, Step step, Snapshot to, boolean existed)
            throws ZfsException, InterruptedException {
        boolean isHeld = step.protection().of(existed) != Guarantee.NOTHING;
        anchorage.saw(to);
        if (isHeld) {
            anchorage.hold(List.of(to), OnDiskNames.lastReceivedHold(job));
        }
        release(anchorage, isHeld ? Set.of(to.guid()) : Set.of());
        anchorage.tell(listing);
    }

    private void release(Anchorage anchorage, Set<Guid> kept) throws InterruptedException {
        anchorage.removeHolds(OnDiskNames.lastReceivedHold(job), kept);
        if (!anchorage.isCertain()) {
            unreleased.note(job, anchorage.path(), kept);
        }
    }

    static String action(Step step, DatasetPath path) {
        return "receive " + path + step.to().relativeName();
    }
}
