// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.transport.Wire;

/// One end of a connection, with what its owner does to it: the first bytes that it writes, how many it
/// reads, and that it closes.
public final class WatchedWire implements Wire {
    private final Wire wire;
    private final int kept;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(); // guarded by itself
    private final AtomicLong read = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    public WatchedWire(Wire wire, int kept) {
        this.wire = wire;
        this.kept = kept;
    }

    public byte[] written() {
        synchronized (written) {
            return written.toByteArray();
        }
    }

    public long read() {
        return read.get();
    }

    public boolean awaitClosed(Duration atMost) throws InterruptedException {
        return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int length = wire.read(into);
        read.addAndGet(Math.max(length, 0));
        return length;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        var before = from.duplicate();
        int length = wire.write(from);
        synchronized (written) {
            var bytes = new byte[Math.min(length, kept - written.size())];
            before.get(bytes);
            written.writeBytes(bytes);
        }
        return length;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            while (from[i].hasRemaining()) {
                sum += write(from[i]);
            }
        }
        return sum;
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public void closeOutput() throws IOException {
        wire.closeOutput();
    }

    @Override
    public void readDeadline(Duration fromNow) {
        wire.readDeadline(fromNow);
    }

    @Override
    public void writeDeadline(Duration fromNow) {
        wire.writeDeadline(fromNow);
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            wire.close();
        } finally {
            closed.countDown();
        }
    }
}
