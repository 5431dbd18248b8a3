// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.EncryptionOverwriteException;
import org.jzrepl.api.zfs.PartialReceiveException;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.api.zfs.ZfsStreams.Receive;

/// Overwrites placeholders with full streams: the one case in which a receive is forced and snapshots are rolled
/// back (`replication-and-zfs.md` 3.2).
record ShellFilling(Zfs zfs, ReceiveOptions options) {
    /// Beside a placeholder that cannot become encrypted, the receive is begun under this name, as zrepl does.
    private static final String ASIDE = ".zrepl.initial-recv";

    void fill(Dataset shell, Step step, PrimedChannel stream) throws IOException, InterruptedException {
        empty(shell, step); // while it counts as a placeholder whatever snapshots it has
        flag(shell.path(), Placeholding.FILLING);
        try {
            zfs.streams().receive(request(step, shell.path(), true), stream);
        } catch (PartialReceiveException e) {
            throw e; // what has arrived is there to go on from
        } catch (EncryptionOverwriteException e) {
            restore(shell.path(), e);
            throw besides(shell.path(), step, stream, e);
        } catch (IOException e) {
            restore(shell.path(), e);
            throw e;
        }
    }

    /// The placeholder is full, or real for another reason.
    void done(DatasetPath path) throws ZfsException, InterruptedException {
        flag(path, Placeholding.REAL);
    }

    /// A placeholder has no data, but a recursive snapshot may have caught it, and ZFS does not overwrite
    /// snapshots.
    private void empty(Dataset shell, Step step) throws ZfsException, InterruptedException {
        var snapshots = shell.revisions().stream()
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .toList();
        if (snapshots.isEmpty()) {
            return;
        }
        var oldest = snapshots.getFirst();
        zfs.snapshots().rollback(shell.path(), oldest);
        for (var outcome :
                zfs.snapshots().destroy(shell.path(), List.of(oldest)).values()) {
            switch (outcome) {
                case Destruction.Destroyed() -> {}
                case Destruction.Held(var reason) -> throw inTheWay(step, shell.path(), oldest, reason);
                case Destruction.Refused(var reason) -> throw inTheWay(step, shell.path(), oldest, reason);
            }
        }
    }

    private static ZfsException inTheWay(Step step, DatasetPath path, Snapshot snapshot, String reason) {
        return new ZfsException(Reception.action(step, path) + ": snapshot " + snapshot.relativeName()
                + " of the placeholder is in the way: " + reason);
    }

    private void restore(DatasetPath path, IOException failure) throws InterruptedException {
        try {
            flag(path, Placeholding.PLACEHOLDER);
        } catch (ZfsException e) {
            failure.addSuppressed(e); // the flag still says that a receive was begun, which is as good
        }
    }

    /// ZFS does not let an unencrypted placeholder become encrypted. The beginning of the stream is received
    /// into a new filesystem, which the operator puts in the placeholder's place; the next run resumes it
    /// there.
    private ZfsException besides(
            DatasetPath path, Step step, PrimedChannel stream, EncryptionOverwriteException refusal)
            throws InterruptedException {
        var aside = DatasetPath.parse(path + ASIDE);
        try {
            if (zfs.catalog().look(aside, Scan.NAMES).isEmpty()) {
                zfs.streams().receive(request(step, aside, false), stream.beginning());
            }
        } catch (PartialReceiveException e) {
            // as it should be: it is there to go on from
        } catch (IOException e) {
            refusal.addSuppressed(e);
            return refusal;
        }
        return new ZfsException(
                refusal.getMessage() + "; the receive was begun in " + aside + " instead: move what is below " + path
                        + " there, destroy " + path + ", rename " + aside + " to " + path
                        + ", and the next run goes on",
                refusal);
    }

    private Receive request(Step step, DatasetPath path, boolean force) {
        return new Receive(path, step.to().name(), force, true, options.override(), options.inherit());
    }

    private void flag(DatasetPath path, Placeholding value) throws ZfsException, InterruptedException {
        zfs.properties().set(path, Map.of(Dataset.PLACEHOLDER, value.value()));
    }
}
