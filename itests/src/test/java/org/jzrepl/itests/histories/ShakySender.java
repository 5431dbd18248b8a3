// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// The sender of the passive daemon, over a connection to which accidents happen.
record ShakySender(Connection<Sender> there) implements Sender {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return there.call(Sender::filesystems);
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
    public OptionalLong estimate(Step step) throws IOException, InterruptedException {
        return there.call(side -> side.estimate(step));
    }

    @Override
    public Sending send(Step step) throws IOException, InterruptedException {
        there.stepping(step);
        var sending = there.call(side -> side.send(step));
        return new Sending(sending.usedResumeToken(), there.shaky(sending.stream()));
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        there.call(side -> {
            side.completed(step);
            return step;
        });
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        return there.call(side -> side.cursor(filesystem));
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        there.await();
    }

    @Override
    public void close() {}
}
