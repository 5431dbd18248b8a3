// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The receiving side on this daemon's own ZFS: for a pull job's replicator, or for one client of a sink job
/// (`replication-and-zfs.md` 3.2). The sender's `tank/a` is `<client root>/tank/a` here; nothing outside the
/// client root can be named.
public final class LocalReceiver implements Endpoint.Receiver {
    private final JobName job;
    private final Zfs zfs;
    private final DatasetPath clientRoot;
    private final ParentDatasets parents;
    private final PathClaims claims;
    private final Reception reception;
    private final Listing listing;
    private final Limit limit;
    private final Unreleased unreleased;

    LocalReceiver(
            JobName job,
            Zfs zfs,
            DatasetPath clientRoot,
            ReceiveOptions options,
            Limit limit,
            PathClaims claims,
            Unreleased unreleased) {
        this.job = job;
        this.zfs = zfs;
        this.clientRoot = clientRoot;
        this.parents = new ParentDatasets(zfs, claims, options.rootFs(), clientRoot, options.encryption());
        this.claims = claims;
        this.listing = new Listing(zfs.catalog());
        this.reception = new Reception(zfs, job, parents, new ShellFilling(zfs, options), options, listing, unreleased);
        this.limit = limit;
        this.unreleased = unreleased;
    }

    @Override
    public List<Filesystem> filesystems() throws ZfsException, InterruptedException {
        releaseAgain();
        var datasets = listing.read(List.of(clientRoot));
        if (datasets.isEmpty()) {
            parents.requireRoot();
        }
        return datasets.stream()
                .filter(dataset -> !dataset.path().equals(clientRoot))
                .map(dataset -> new Filesystem(
                        dataset.path().relativeTo(clientRoot),
                        dataset.resumeToken(),
                        Placeholding.isEmptyShell(dataset)))
                .toList();
    }

    private void releaseAgain() throws ZfsException, InterruptedException {
        for (var path : unreleased.below(job, clientRoot)) {
            try (var _ = claims.claim(path)) {
                reception.release(path);
            }
        }
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws ZfsException, InterruptedException {
        return listing.revisions(local(filesystem, "list"));
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        try (sending) {
            var path = local(step.filesystem(), "receive");
            Names.check(EntityName.SNAPSHOT, path + step.to().relativeName(), "receive");
            try (var _ = claims.claim(path)) {
                reception.receive(step, path, sending.usedResumeToken(), limit.apply(sending.stream()));
            }
        }
    }

    @Override
    public void completed(Step step) throws ZfsException, InterruptedException {
        var path = local(step.filesystem(), "confirm");
        Names.check(EntityName.SNAPSHOT, path + step.to().relativeName(), "confirm");
        try (var _ = claims.claim(path)) {
            reception.confirm(step, path);
        }
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        var path = local(filesystem, "destroy snapshots of");
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

    /// Where the sender's `path` is here.
    private DatasetPath local(DatasetPath path, String action) throws ZfsException {
        Names.check(EntityName.FILESYSTEM, path.toString(), action);
        var local = path.below(clientRoot);
        Names.check(EntityName.FILESYSTEM, local.toString(), action);
        return local;
    }
}
