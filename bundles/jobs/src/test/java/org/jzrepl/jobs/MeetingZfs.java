// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsProperties;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.jzrepl.api.zfs.ZfsStreams;

/// A ZFS whose streams begin when as many have been asked for as the barrier waits for.
record MeetingZfs(Zfs zfs, CyclicBarrier barrier) implements Zfs {
    @Override
    public ZfsStreams streams() {
        var inner = zfs.streams();
        return new ZfsStreams() {
            @Override
            public OptionalLong estimate(Send send) throws ZfsException, InterruptedException {
                return inner.estimate(send);
            }

            @Override
            public ReadableByteChannel send(Send send) throws ZfsException, InterruptedException {
                meet();
                return inner.send(send);
            }

            @Override
            public void receive(Receive receive, ReadableByteChannel stream)
                    throws java.io.IOException, InterruptedException {
                inner.receive(receive, stream);
            }

            @Override
            public void abortReceive(DatasetPath dataset) throws ZfsException, InterruptedException {
                inner.abortReceive(dataset);
            }
        };
    }

    private void meet() throws ZfsException, InterruptedException {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new ZfsException("no other stream was asked for in the meantime", e);
        }
    }

    @Override
    public ZfsCatalog catalog() {
        return zfs.catalog();
    }

    @Override
    public ZfsSnapshots snapshots() {
        return zfs.snapshots();
    }

    @Override
    public ZfsAnchors anchors() {
        return zfs.anchors();
    }

    @Override
    public ZfsProperties properties() {
        return zfs.properties();
    }
}
