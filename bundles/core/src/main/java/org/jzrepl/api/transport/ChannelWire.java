// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A wire over channels that end a blocked call when they are closed or the thread is interrupted: sockets, and
/// pipes of `java.nio`.
public final class ChannelWire implements Wire {
    private final String peer;
    private final Parts parts;
    private final Deadline readDeadline;
    private final Deadline writeDeadline;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean outputClosed;

    /// `peer` names the other side in messages.
    public ChannelWire(String peer, Parts parts, Deadlines deadlines) {
        this.peer = peer;
        this.parts = parts;
        readDeadline = deadlines.deadline(this::closeLate);
        writeDeadline = deadlines.deadline(this::closeLate);
    }

    /// Where the bytes come from and go to, how the output alone ends, and how all ends.
    public record Parts(ReadableByteChannel in, GatheringByteChannel out, Closeable outputEnd, Closeable end) {
        public static Parts of(SocketChannel socket) {
            return new Parts(socket, socket, socket::shutdownOutput, socket);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return (int) timed(readDeadline, "read from ", () -> parts.in().read(into));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        requireOutput();
        return (int) timed(writeDeadline, "write to ", () -> parts.out().write(from));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        requireOutput();
        return timed(writeDeadline, "write to ", () -> parts.out().write(from, offset, length));
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public void closeOutput() throws IOException {
        if (!outputClosed) {
            outputClosed = true;
            parts.outputEnd().close();
        }
    }

    @Override
    public void readDeadline(Duration fromNow) {
        readDeadline.set(fromNow);
    }

    @Override
    public void writeDeadline(Duration fromNow) {
        writeDeadline.set(fromNow);
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            readDeadline.end();
            writeDeadline.end();
            parts.end().close();
        }
    }

    private interface Call {
        long run() throws IOException;
    }

    private long timed(Deadline deadline, String action, Call call) throws IOException {
        if (!isOpen()) {
            // a late write that had moved some bytes returned them
            throw deadline.passed() ? late(action) : new ClosedChannelException();
        }
        if (!deadline.enter()) {
            throw late(action);
        }
        try {
            long moved = call.run();
            if (moved < 0 && !isOpen()) {
                throw new AsynchronousCloseException(); // the end is our own, not that of the peer's stream
            }
            return moved;
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        } catch (IOException e) {
            throw isOpen() ? e : ended(deadline, action, e);
        } finally {
            deadline.leave();
        }
    }

    /// What a call reports that failed because the wire was closed, in whatever way its channel noticed it: a
    /// pipe of a child that is ended may break before it is closed.
    private IOException ended(Deadline deadline, String action, IOException cause) throws IOException {
        if (deadline.passed()) {
            return late(action);
        }
        return cause instanceof ClosedChannelException
                ? cause
                : (IOException) new AsynchronousCloseException().initCause(cause);
    }

    private void requireOutput() throws ClosedChannelException {
        if (outputClosed) {
            throw new ClosedChannelException();
        }
    }

    private SocketTimeoutException late(String action) throws IOException {
        close();
        return new SocketTimeoutException(action + peer + ": no progress until the deadline");
    }

    /// On the timer's thread, where nobody could do anything about a failure: the blocked call reports it.
    private void closeLate() {
        try {
            close();
        } catch (IOException e) {
            // the call that was blocked ends with an exception of its own
        }
    }
}
