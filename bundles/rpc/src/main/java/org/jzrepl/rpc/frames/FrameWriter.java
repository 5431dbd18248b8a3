// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes whole frames, one at a time. The lock is held while a frame is being written: that is its purpose.
///
/// Safe for use by several threads; `header` belongs to whoever has the lock.
final class FrameWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

    private final Wire wire;
    private final Timings timings;
    private final Time time;
    /// Fair, so that ending the connection does not wait for more than the frame under way.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.SIZE);
    private volatile long lastSent;
    private volatile long lastProgress;
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<Long> until = Optional.empty();

    FrameWriter(Wire wire, Timings timings, Time time) {
        this.wire = wire;
        this.timings = timings;
        this.time = time;
        this.lastSent = time.nanos();
    }

    /// Writes all that remains of `payload`, as one frame.
    void write(FrameType type, ByteBuffer payload) throws IOException {
        lock.lock();
        try {
            if (refusal.isPresent()) {
                throw new IOException(refusal.orElseThrow());
            }
            put(type, payload);
        } finally {
            lock.unlock();
        }
    }

    /// A sign of life, unless something is just being written, which is one too. Whether it was sent.
    boolean heartbeat() throws IOException {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (refusal.isEmpty()) {
                put(FrameType.HEARTBEAT, ByteBuffer.allocate(0));
            }
            return refusal.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// How long nothing has to be sent yet.
    Duration untilHeartbeat() {
        return timings.heartbeat().minusNanos(time.nanos() - lastSent);
    }

    /// The peer lives, though it may not be reading: a blocked write goes on waiting, but not for ever.
    void peerLives() {
        if (System.nanoTime() - lastProgress < timings.stall().toNanos()) {
            wire.writeDeadline(patience());
        }
    }

    /// From now on nothing is written, because of `why`.
    void refuse(String why) {
        refusal = Optional.of(why);
    }

    boolean isRefusing() {
        return refusal.isPresent();
    }

    /// Tells the peer that nothing more comes, as soon as the frame under way is written, all within `atMost`.
    /// Afterwards nobody writes.
    void finish(Duration atMost) throws IOException {
        until = Optional.of(System.nanoTime() + atMost.toNanos());
        wire.writeDeadline(atMost);
        refuse("the connection is being ended");
        lock.lock();
        try {
            sayReset();
            wire.closeOutput();
        } finally {
            lock.unlock();
        }
    }

    /// Where the peer has ended the connection already, the wire may take nothing more; then it knows.
    private void sayReset() throws IOException {
        try {
            put(FrameType.RESET, ByteBuffer.allocate(0));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("err", Reason.of(e)).log("the peer did not wait for the end");
        }
    }

    private void put(FrameType type, ByteBuffer payload) throws IOException {
        header.clear();
        new FrameHeader(type, payload.remaining()).encode(header);
        var frame = new ByteBuffer[] {header.flip(), payload};
        lastSent = time.nanos();
        try {
            lastProgress = System.nanoTime();
            while (header.hasRemaining() || payload.hasRemaining()) {
                wire.writeDeadline(patience());
                wire.write(frame);
                lastProgress = System.nanoTime();
            }
        } catch (SocketTimeoutException e) {
            refuse("the connection is broken");
            throw timeout(e);
        } catch (IOException e) {
            refuse("the connection is broken");
            throw e;
        }
    }

    /// Never zero, which would lift the deadline.
    private Duration patience() {
        return until.map(limit -> Duration.ofNanos(Math.max(1, limit - System.nanoTime())))
                .filter(left -> left.compareTo(timings.silence()) < 0)
                .orElse(timings.silence());
    }

    private SocketTimeoutException timeout(SocketTimeoutException cause) {
        var timeout = new SocketTimeoutException(
                "the peer has not taken anything for " + timings.silence().toSeconds() + " s");
        timeout.initCause(cause);
        return timeout;
    }
}
