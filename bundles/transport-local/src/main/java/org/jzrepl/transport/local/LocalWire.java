// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jzrepl.api.transport.Wire;

/// One end of a byte stream in memory: two [Conduit]s, one for each direction.
final class LocalWire implements Wire {
    private final Conduit in;
    private final Conduit out;
    private volatile boolean open = true;

    private LocalWire(Conduit in, Conduit out) {
        this.in = in;
        this.out = out;
    }

    record Pair(LocalWire connecting, LocalWire accepting) {}

    static Pair pair() {
        var there = new Conduit();
        var back = new Conduit();
        return new Pair(new LocalWire(back, there), new LocalWire(there, back));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return blocking(() -> in.read(into));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int size = from.remaining();
        while (from.hasRemaining()) {
            blocking(() -> out.write(from));
        }
        return size;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(from[i]);
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
        in.close(true);
        out.close(false);
    }

    /// For those who hold only a [Wire] of ours, whose closing cannot fail.
    static void closeQuietly(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException("close local wire", e);
        }
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
}
