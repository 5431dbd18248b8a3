// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/// One direction of a wire in memory: a bounded buffer between a writing and a reading thread.
///
/// All state is guarded by the object's own lock.
final class Conduit {
    private static final int CAPACITY = 1 << 16;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY); // always ready to be put to
    private final Deadline readDeadline = new Deadline("read");
    private final Deadline writeDeadline = new Deadline("write");
    private boolean ended; // no more will be written
    private boolean closed; // one of the sides is gone

    synchronized int read(ByteBuffer into) throws IOException {
        while (buffer.position() == 0) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (ended) {
                return -1;
            }
            await(readDeadline);
        }
        buffer.flip();
        int moved = move(buffer, into);
        buffer.compact();
        notifyAll();
        return moved;
    }

    synchronized int write(ByteBuffer from) throws IOException {
        while (!buffer.hasRemaining() && !closed && !ended) {
            await(writeDeadline);
        }
        if (closed || ended) {
            throw new ClosedChannelException();
        }
        int moved = move(from, buffer);
        notifyAll();
        return moved;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Ends the direction at once; what is buffered is lost to the reader only if it closes itself.
    synchronized void close(boolean byReader) {
        ended = true;
        closed |= byReader;
        notifyAll();
    }

    synchronized void readDeadline(Duration fromNow) {
        readDeadline.set(fromNow);
        notifyAll();
    }

    synchronized void writeDeadline(Duration fromNow) {
        writeDeadline.set(fromNow);
        notifyAll();
    }

    private void await(Deadline deadline) throws IOException {
        try {
            wait(deadline.millisLeft());
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

    /// A point in time that a blocked call does not outlast; none at first.
    private static final class Deadline {
        private final String action;
        private long nanos;
        private boolean set;

        Deadline(String action) {
            this.action = action;
        }

        void set(Duration fromNow) {
            set = !fromNow.isZero();
            nanos = System.nanoTime() + fromNow.toNanos();
        }

        /// For `wait`, where zero means for ever.
        long millisLeft() throws SocketTimeoutException {
            if (!set) {
                return 0;
            }
            long left = nanos - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException(action + " on local wire: deadline passed");
            }
            return Math.ceilDiv(left, 1_000_000L);
        }
    }
}
