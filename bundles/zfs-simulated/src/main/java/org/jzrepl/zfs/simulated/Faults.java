// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.zfs.ZfsException;

/// Makes the simulated ZFS fail or slow down on demand. Safe for use by several threads.
public final class Faults {
    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLong changesUntilFailure = new AtomicLong(NEVER);
    private final AtomicLong bytesUntilBreak = new AtomicLong(NEVER);
    private volatile OptionalLong bytesPerSecond = OptionalLong.empty();

    /// Lets `count` changes happen and makes the next one, and all after it, fail, until [#none].
    public void failAfterChanges(long count) {
        changesUntilFailure.set(count);
    }

    /// Breaks the send streams once `count` bytes of them were read; counted over all streams, once.
    public void breakStreamsAfter(long count) {
        bytesUntilBreak.set(count);
    }

    /// Slows each stream.
    public void bytesPerSecond(OptionalLong limit) {
        bytesPerSecond = limit;
    }

    /// Ends failing and breaking.
    public void none() {
        changesUntilFailure.set(NEVER);
        bytesUntilBreak.set(NEVER);
    }

    void beforeChange() throws ZfsException {
        if (changesUntilFailure.get() != NEVER
                && changesUntilFailure.getAndUpdate(left -> Math.max(0, left - 1)) <= 0) {
            throw new ZfsException("simulated failure");
        }
    }

    /// How fast one stream may go.
    Pace pace() {
        return new Pace();
    }

    /// Whether a change has failed since failures were asked for.
    public boolean hasFailed() {
        return changesUntilFailure.get() == 0;
    }

    final class Pace {
        private final long began = System.nanoTime();
        private long bytes;

        /// How long to wait before `count` more bytes; breaks the stream where that is asked for.
        Duration before(int count) throws IOException {
            if (bytesUntilBreak.get() != NEVER && bytesUntilBreak.addAndGet(-count) < 0) {
                bytesUntilBreak.set(NEVER);
                throw new IOException("simulated break of the stream");
            }
            bytes += count;
            if (bytesPerSecond.isEmpty()) {
                return Duration.ZERO;
            }
            long due = (long) (bytes * 1e9 / bytesPerSecond.orElseThrow());
            return Duration.ofNanos(Math.max(0, due - (System.nanoTime() - began)));
        }
    }
}
