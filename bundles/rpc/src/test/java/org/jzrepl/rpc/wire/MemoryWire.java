// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jzrepl.api.transport.Wire;

/// One end of a connection in memory, with little buffer.
public final class MemoryWire implements Wire {
    private final Half in;
    private final Half out;
    private volatile boolean open = true;

    private MemoryWire(Half in, Half out) {
        this.in = in;
        this.out = out;
    }

    public record Pair(MemoryWire client, MemoryWire server) {}

    public static Pair pair() {
        return pair(1 << 14);
    }

    /// Each direction buffers so many bytes.
    public static Pair pair(int buffer) {
        var there = new Half(buffer);
        var back = new Half(buffer);
        return new Pair(new MemoryWire(back, there), new MemoryWire(there, back));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return blocking(() -> in.read(into));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return blocking(() -> out.write(from));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            while (from[i].hasRemaining()) {
                written += write(from[i]);
            }
        }
        return written;
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public void closeOutput() {
        out.end();
    }

    @Override
    public void readDeadline(Duration fromNow) {
        in.readDeadline(fromNow);
    }

    @Override
    public void writeDeadline(Duration fromNow) {
        out.writeDeadline(fromNow);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        in.abandon();
        out.end();
    }

    private interface Blocking {
        int run() throws IOException;
    }

    private int blocking(Blocking call) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        try {
            return call.run();
        } catch (ClosedByInterruptException | SocketTimeoutException e) {
            close();
            throw e;
        }
    }

    /// One direction. Guarded by its own lock.
    private static final class Half {
        private final ByteBuffer buffer;
        private boolean ended;
        private boolean abandoned;
        private long readUntil = Long.MAX_VALUE;
        private long writeUntil = Long.MAX_VALUE;

        Half(int size) {
            buffer = ByteBuffer.allocate(size);
        }

        synchronized int read(ByteBuffer into) throws IOException {
            while (buffer.position() == 0 && !ended && !abandoned) {
                await(readUntil);
            }
            if (abandoned) {
                throw new ClosedChannelException();
            }
            if (buffer.position() == 0) {
                return -1;
            }
            buffer.flip();
            int length = move(buffer, into);
            buffer.compact();
            notifyAll();
            return length;
        }

        synchronized int write(ByteBuffer from) throws IOException {
            while (!buffer.hasRemaining() && !ended && !abandoned) {
                await(writeUntil);
            }
            if (ended || abandoned) {
                throw new ClosedChannelException();
            }
            int length = move(from, buffer);
            notifyAll();
            return length;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized void abandon() {
            abandoned = true;
            notifyAll();
        }

        synchronized void readDeadline(Duration fromNow) {
            readUntil = until(fromNow);
            notifyAll();
        }

        synchronized void writeDeadline(Duration fromNow) {
            writeUntil = until(fromNow);
            notifyAll();
        }

        private static long until(Duration fromNow) {
            return fromNow.isZero() ? Long.MAX_VALUE : System.nanoTime() + fromNow.toNanos();
        }

        private void await(long until) throws IOException {
            long left = until == Long.MAX_VALUE ? 0 : Math.ceilDiv(until - System.nanoTime(), 1_000_000L);
            if (left < 0 || left == 0 && until != Long.MAX_VALUE) {
                throw new SocketTimeoutException("deadline passed");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
        }

        private static int move(ByteBuffer from, ByteBuffer into) {
            int length = Math.min(from.remaining(), into.remaining());
            into.put(into.position(), from, from.position(), length);
            into.position(into.position() + length);
            from.position(from.position() + length);
            return length;
        }
    }
}
