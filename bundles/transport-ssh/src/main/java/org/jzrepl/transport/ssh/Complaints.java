// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.threads.Threads;

/// The end of what a program writes to stderr. The bytes are guarded by the object's own lock.
final class Complaints {
    private static final int KEPT = 32 * 1024;

    private final ByteBuffer kept = ByteBuffer.allocate(2 * KEPT);
    private final CountDownLatch ended = new CountDownLatch(1);

    private Complaints() {}

    /// Starts to read `from` until its end.
    static Complaints read(ReadableByteChannel from, Threads threads) {
        var complaints = new Complaints();
        threads.start("ssh stderr", () -> complaints.readAll(from));
        return complaints;
    }

    synchronized String text() {
        int start = Math.max(0, kept.position() - KEPT);
        return new String(kept.array(), start, kept.position() - start, StandardCharsets.UTF_8);
    }

    void awaitEnd(Duration atMost) throws InterruptedException {
        ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readAll(ReadableByteChannel from) {
        var piece = ByteBuffer.allocate(4096);
        try {
            while (from.read(piece.clear()) != -1) {
                add(piece.flip());
            }
        } catch (IOException e) {
            // the wire has been closed: nobody asks any more
        } finally {
            ended.countDown();
        }
    }

    private synchronized void add(ByteBuffer piece) {
        if (kept.remaining() < piece.remaining()) {
            kept.flip().position(kept.limit() - KEPT);
            kept.compact();
        }
        kept.put(piece);
    }
}
