// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The receiver of the passive daemon, over a connection to which accidents happen.
record ShakyReceiver(Connection<Receiver> there) implements Receiver {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return there.call(Receiver::filesystems);
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return there.call(side -> side.revisions(filesystem));
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return there.call(side -> side.destroy(filesystem, snapshots));
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        there.stepping(step);
        try (sending) {
            there.call(side -> {
                side.receive(step, new Sending(sending.usedResumeToken(), there.shaky(sending.stream())));
                return step;
            });
        }
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        there.call(side -> {
            side.completed(step);
            return step;
        });
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        there.await();
    }

    @Override
    public void close() {}
}
