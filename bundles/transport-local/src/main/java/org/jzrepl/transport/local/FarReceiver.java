// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The receiver of another job of this daemon.
record FarReceiver(Dialled<Receiver> there) implements Receiver {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return there.ask(Endpoint::filesystems);
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return there.ask(receiver -> receiver.revisions(filesystem));
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return there.ask(receiver -> receiver.destroy(filesystem, snapshots));
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        there.ask(FarReceiver::reach);
    }

    /// The sending belongs to the far side from the moment it runs; where it never does, it is closed here.
    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        try (sending) {
            there.ask(receiver -> {
                receiver.receive(step, sending);
                return step;
            });
        }
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        there.ask(receiver -> {
            receiver.completed(step);
            return step;
        });
    }

    @Override
    public void close() throws IOException {
        there.close();
    }

    static Endpoint reach(Endpoint endpoint) throws IOException, InterruptedException {
        endpoint.awaitReachable();
        return endpoint;
    }
}
