// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.dataset.DatasetPath;

/// Watches the streams of a run: ends those through which nothing comes for too long, which otherwise would
/// hang for days, and says now and then how far the others are.
final class Watchdog {
    private final Duration stall;
    private final long stallNanos;
    private final long progressNanos;
    private final LongSupplier nanoTime;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    Watchdog(Duration stall, Duration progress, LongSupplier nanoTime) {
        this.stall = stall;
        this.stallNanos = stall.toNanos();
        this.progressNanos = progress.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Looks after all streams until interrupted.
    void run() throws InterruptedException {
        while (true) {
            Thread.sleep(stall.dividedBy(10));
            look();
        }
    }

    /// Ends the streams that are stalled now.
    void look() {
        watches.forEach(Watch::barkIfStalled);
    }

    /// Watches one stream until closed; `report` gets its byte count, at most every so often and at the end.
    Watch watch(DatasetPath filesystem, LongConsumer report) {
        var watch = new Watch(filesystem, report);
        watches.add(watch);
        return watch;
    }

    /// Moves a stream from end to end.
    @FunctionalInterface
    interface Body {
        void run() throws IOException, InterruptedException;
    }

    /// One stream. Its own lock guards whether it may still be interrupted.
    final class Watch implements AutoCloseable {
        private final DatasetPath filesystem;
        private final LongConsumer report;
        private volatile long bytes;
        private volatile long movedAt = nanoTime.getAsLong();
        private long reportedAt = movedAt;
        private @Nullable Thread worker;
        private boolean barked;

        private Watch(DatasetPath filesystem, LongConsumer report) {
            this.filesystem = filesystem;
            this.report = report;
        }

        /// Called by the stream's reader.
        void moved(long total) {
            bytes = total;
            movedAt = nanoTime.getAsLong();
            if (movedAt - reportedAt >= progressNanos) {
                reportedAt = movedAt;
                report.accept(total);
            }
        }

        /// Runs `body` on this thread; a stall interrupts it, and shows as an `IOException` that says so.
        void run(Body body) throws IOException, InterruptedException {
            begin();
            try {
                body.run();
            } catch (InterruptedException | IOException e) {
                if (end()) {
                    throw new IOException(
                            "the stream of " + filesystem + " did not move for " + stall + "; ended after " + bytes
                                    + " bytes",
                            e);
                }
                throw e;
            } finally {
                if (end()) {
                    Thread.interrupted(); // the interrupt was for a stream that is over now
                }
            }
        }

        private synchronized void begin() {
            worker = Thread.currentThread();
        }

        /// Whether the dog has barked; from now on it will not.
        private synchronized boolean end() {
            worker = null;
            return barked;
        }

        private synchronized void barkIfStalled() {
            if (worker != null && !barked && nanoTime.getAsLong() - movedAt >= stallNanos) {
                barked = true;
                worker.interrupt();
            }
        }

        @Override
        public void close() {
            watches.remove(this);
            report.accept(bytes);
        }
    }
}
