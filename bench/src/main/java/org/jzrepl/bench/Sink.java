// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.api.zfs.ZfsStreams;
import org.jzrepl.api.zfs.ZfsStreams.Receive;

/// A receiver that has nothing and takes one stream.
record Sink(Taker taker, CountDownLatch received) implements Endpoint.Receiver {
    /// Where the bytes go.
    interface Taker {
        void take(ReadableByteChannel stream) throws IOException, InterruptedException;
    }

    static Taker nowhere() {
        return Zeros::drain;
    }

    static Taker into(ZfsStreams streams) {
        var receive = new Receive(Product.DATASET, "1", false, false, Map.of(), Set.of());
        return stream -> streams.receive(receive, stream);
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        try (sending) {
            taker.take(sending.stream());
            received.countDown();
        }
    }

    @Override
    public List<Filesystem> filesystems() {
        return List.of();
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) {
        return List.of();
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots) {
        return Map.of();
    }

    @Override
    public void completed(Step step) {}

    @Override
    public void awaitReachable() {}

    @Override
    public void close() {}
}
