// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.remote;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The receiver behind a wire.
public record RemoteReceiver(Link link) implements Endpoint.Receiver {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return link.filesystems();
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return link.revisions(filesystem);
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return link.destroy(filesystem, snapshots);
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        link.awaitReachable();
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        link.requests().receive(step, sending);
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        link.completed(step);
    }

    @Override
    public void close() {
        link.close();
    }
}
