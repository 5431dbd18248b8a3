// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sending side on this daemon's own ZFS: for a push job's replicator, or for the peers of a source job
/// (`replication-and-zfs.md` 3.1). Whatever the caller asks for, only datasets that the job's filter passes
/// exist.
public final class LocalSender implements Endpoint.Sender {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSender.class);

    private final Zfs zfs;
    private final JobName job;
    private final SendOptions options;
    private final SendChecks checks;
    private final SenderAnchors anchors;
    private final Listing listing;
    private final Limit limit;
    private final OthersHolds others;

    LocalSender(JobName job, Zfs zfs, SendOptions options, Limit limit, OthersHolds others) {
        this.zfs = zfs;
        this.job = job;
        this.options = options;
        this.checks = new SendChecks(options.encrypted(), options.flags());
        this.anchors = new SenderAnchors(job);
        this.listing = new Listing(zfs.catalog());
        this.limit = limit;
        this.others = others;
    }

    @Override
    public List<Filesystem> filesystems() throws ZfsException, InterruptedException {
        var datasets = listing.read(options.filter().roots());
        options.filter().roots().stream()
                .filter(root ->
                        datasets.stream().noneMatch(dataset -> dataset.path().startsWith(root)))
                .forEach(root -> LOG.atWarn()
                        .addKeyValue("fs", root)
                        .log("a filesystem of the job's filter does not exist, or its pool is not imported"));
        return datasets.stream()
                .filter(dataset -> options.filter().passes(dataset.path()))
                .map(dataset -> new Filesystem(dataset.path(), Optional.empty(), Placeholding.isEmptyShell(dataset)))
                .toList();
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws ZfsException, InterruptedException {
        return listing.revisions(allowed(filesystem, "list"));
    }

    /// Checked against what is remembered: of all that is estimated for a long history, most is not sent
    /// soon.
    @Override
    public OptionalLong estimate(Step step) throws ZfsException, InterruptedException {
        var dataset = listing.dataset(allowed(step.filesystem(), "estimate"), SendChecks.names(step));
        return zfs.streams().estimate(checks.check(dataset, dataset.revisions(), step));
    }

    @Override
    public Sending send(Step step) throws ZfsException, InterruptedException {
        var path = allowed(step.filesystem(), "send");
        var now = zfs.catalog()
                .look(path, new Scan(Set.of(SendChecks.ENCRYPTION), false))
                .orElseThrow(() -> new NoSuchDatasetException(SendChecks.action(step) + ": dataset does not exist"));
        var send = checks.check(now, zfs.catalog().revisions(path, SendChecks.names(step)), step);
        var guarantee = step.protection().of(step.from().isPresent());
        others.forget(job, path);
        anchored(path, anchorage -> anchors.beforeSend(anchorage, send.from(), send.to(), guarantee));
        return new Sending(
                step.resumeToken().isPresent(), limit.apply(zfs.streams().send(send)));
    }

    /// The step's start is not looked for: the receiver has the data, and a base pruned meanwhile is no
    /// reason to lose the cursor.
    @Override
    public void completed(Step step) throws ZfsException, InterruptedException {
        var path = allowed(step.filesystem(), "confirm");
        var guarantee = step.protection().of(step.from().isPresent());
        if (isSettled(path, step.to(), guarantee)) {
            return;
        }
        var there = zfs.catalog().revisions(path, List.of(step.to().relativeName()));
        var to = SendChecks.target(path, there, step, "confirm " + SendChecks.action(step));
        anchored(path, anchorage -> {
            anchors.afterReceive(anchorage, to, guarantee);
            if (anchorage.isCertain()) {
                others.saw(job, path, anchorage.held());
            }
        });
    }

    /// From memory alone.
    private boolean isSettled(DatasetPath path, Revision.Snapshot to, Guarantee guarantee) {
        return listing.remembered(path)
                .filter(dataset -> dataset.revisions().contains(to))
                .filter(dataset -> others.areAll(job, path, dataset.held()))
                .filter(dataset -> anchors.isSettled(new Anchorage(zfs, job, dataset), to, guarantee))
                .isPresent();
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws ZfsException, InterruptedException {
        var path = allowed(filesystem, "read the replication cursor of");
        var marks = listing.revisions(path).stream()
                .filter(Revision.Bookmark.class::isInstance)
                .map(Revision.Bookmark.class::cast)
                .toList();
        var cursor = marks.reversed().stream()
                .filter(mark -> OnDiskNames.ofBookmark(path, mark)
                        .filter(anchor -> anchor.isOf(job) && anchor.kind() == OnDiskNames.Kind.CURSOR)
                        .isPresent())
                .findFirst();
        if (cursor.isEmpty() && marks.stream().anyMatch(mark -> isLegacy(path, mark))) {
            LOG.atWarn()
                    .addKeyValue("fs", path)
                    .log("only a replication cursor of an old zrepl is there; it is not used");
        }
        return cursor.map(Revision::guid);
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        var path = allowed(filesystem, "destroy snapshots of");
        if (snapshots.isEmpty()) {
            return Map.of();
        }
        Names.check(path, snapshots);
        listing.forget(path);
        try {
            return zfs.snapshots().destroy(path, snapshots);
        } finally {
            listing.forget(path);
        }
    }

    @Override
    public void awaitReachable() {}

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public void close() {}

    /// Changes anchors, and what is remembered of the dataset with them.
    private void anchored(DatasetPath path, Change change) throws ZfsException, InterruptedException {
        var anchorage = new Anchorage(zfs, job, listing.dataset(path));
        listing.forget(path);
        change.make(anchorage);
        anchorage.tell(listing);
    }

    @FunctionalInterface
    private interface Change {
        void make(Anchorage anchorage) throws ZfsException, InterruptedException;
    }

    private DatasetPath allowed(DatasetPath path, String action) throws ZfsException {
        Names.check(EntityName.FILESYSTEM, path.toString(), action);
        if (!options.filter().passes(path)) {
            throw new ZfsException(action + " " + path + ": not in the filesystems of job " + job);
        }
        return path;
    }

    private static boolean isLegacy(DatasetPath path, Revision.Bookmark mark) {
        return OnDiskNames.ofBookmark(path, mark)
                .filter(anchor -> anchor.kind() == OnDiskNames.Kind.LEGACY_CURSOR)
                .isPresent();
    }
}
