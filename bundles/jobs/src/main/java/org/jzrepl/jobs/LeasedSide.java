// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The side of one client, on a ZFS that is leased from the client's first call until it has left: a new version
/// of the supplier is used for the next client, and the old one can go, although the job serves for ever.
///
/// A call may outlast the client's connection; it keeps the lease. Its own lock guards the state and is not held
/// over a call.
abstract class LeasedSide<E extends Endpoint> {
    private final Part<Zfs> part;
    private final Function<Zfs, E> make;
    private Optional<Held<E>> held = Optional.empty();
    private int calls;
    private boolean closed;

    LeasedSide(Part<Zfs> part, Function<Zfs, E> make) {
        this.part = part;
        this.make = make;
    }

    private record Held<E>(Lease<Zfs> lease, E side) {}

    interface Asking<E, T> {
        T ask(E side) throws IOException, InterruptedException;
    }

    final <T> T call(Asking<E, T> asking) throws IOException, InterruptedException {
        var side = enter();
        try {
            return asking.ask(side);
        } finally {
            leave();
        }
    }

    private synchronized E enter() throws IOException {
        if (closed) {
            throw new IOException("the client that asks has left");
        }
        if (held.isEmpty()) {
            var lease = part.tryLease()
                    .orElseThrow(() -> new IOException("no ZFS of type " + part.type() + " is there at the moment"));
            held = Optional.of(new Held<>(lease, make.apply(lease.get())));
        }
        calls++;
        return held.orElseThrow().side();
    }

    private synchronized void leave() {
        calls--;
        releaseIfUnused();
    }

    private void releaseIfUnused() {
        if (closed && calls == 0) {
            held.ifPresent(now -> now.lease().close());
            held = Optional.empty();
        }
    }

    public final void close() throws IOException {
        Optional<Held<E>> last;
        synchronized (this) {
            closed = true;
            last = held;
        }
        try {
            if (last.isPresent()) {
                last.orElseThrow().side().close();
            }
        } finally {
            synchronized (this) {
                releaseIfUnused();
            }
        }
    }

    public final List<Endpoint.Filesystem> filesystems() throws IOException, InterruptedException {
        return call(Endpoint::filesystems);
    }

    public final List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return call(side -> side.revisions(filesystem));
    }

    public final Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return call(side -> side.destroy(filesystem, snapshots));
    }

    public final void completed(Step step) throws IOException, InterruptedException {
        call(side -> {
            side.completed(step);
            return step;
        });
    }

    public final boolean isHere() {
        return true;
    }

    public final void awaitReachable() throws IOException, InterruptedException {
        call(side -> {
            side.awaitReachable();
            return side;
        });
    }
}
