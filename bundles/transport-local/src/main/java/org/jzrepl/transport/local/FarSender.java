// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The sender of another job of this daemon.
record FarSender(Dialled<Sender> there) implements Sender {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return there.ask(Endpoint::filesystems);
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return there.ask(sender -> sender.revisions(filesystem));
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return there.ask(sender -> sender.destroy(filesystem, snapshots));
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        there.ask(FarReceiver::reach);
    }

    @Override
    public OptionalLong estimate(Step step) throws IOException, InterruptedException {
        return there.ask(sender -> sender.estimate(step));
    }

    @Override
    public Sending send(Step step) throws IOException, InterruptedException {
        return there.ask(sender -> sender.send(step));
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        there.ask(sender -> {
            sender.completed(step);
            return step;
        });
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        return there.ask(sender -> sender.cursor(filesystem));
    }

    @Override
    public void close() throws IOException {
        there.close();
    }
}
