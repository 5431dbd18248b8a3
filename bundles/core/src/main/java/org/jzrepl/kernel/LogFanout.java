// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogSink;
import org.jzrepl.api.threads.Threads;

/// Hands each entry to the outlets whose level it reaches.
///
/// One pump writes to all of them, behind a bounded queue: a terminal that nobody reads must not stop
/// replication. Entries
/// that find the queue full are counted, and the count is logged when there is room again.
final class LogFanout implements LogSink, Closeable {
    private static final int QUEUED_AT_MOST = 10_000;
    private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(2);

    private final List<Outlet> outlets;
    private final ArrayBlockingQueue<LogEntry> queue = new ArrayBlockingQueue<>(QUEUED_AT_MOST);
    private final AtomicLong lost = new AtomicLong();
    private final Thread pump;
    private volatile boolean closing;

    /// `outlets` in the order of the configuration: the first one hears of the others' failures.
    LogFanout(List<Outlet> outlets, Threads threads) {
        this.outlets = List.copyOf(outlets);
        pump = threads.startPump("log", this::write);
    }

    /// One outlet of the configuration and the least level it takes.
    record Outlet(Level level, Part<LogOutlet> part) {}

    @Override
    public void accept(LogEntry entry) {
        if (!queue.offer(entry)) {
            lost.incrementAndGet();
        }
    }

    /// Writes what is queued, for a moment, and ends.
    @Override
    public void close() {
        closing = true;
        try {
            if (!pump.join(DRAIN_AT_MOST)) {
                pump.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the daemon is ending anyhow
        }
    }

    private void write() throws InterruptedException {
        while (!closing || !queue.isEmpty()) {
            var entry = Optional.ofNullable(queue.poll(100, TimeUnit.MILLISECONDS));
            if (entry.isPresent()) {
                deliver(entry.orElseThrow());
            }
            long missed = lost.getAndSet(0);
            if (missed > 0) {
                deliver(own(Level.WARN, "log entries lost: outlets are too slow", Map.of("count", missed)));
            }
        }
    }

    private void deliver(LogEntry entry) throws InterruptedException {
        for (var outlet : outlets) {
            if (entry.level().compareTo(outlet.level()) < 0) {
                continue;
            }
            try {
                write(outlet, entry);
            } catch (IOException e) {
                tellFirst(outlet, e);
            }
        }
    }

    /// Failures of that write are ignored (`configuration.md` 8.1): there is nowhere left to say it.
    private void tellFirst(Outlet failed, IOException why) throws InterruptedException {
        try {
            write(
                    outlets.getFirst(),
                    own(
                            Level.ERROR,
                            "outlet error",
                            Map.of("outlet_type", failed.part().type(), "err", why.getMessage())));
        } catch (IOException e) {
            lost.incrementAndGet();
        }
    }

    private static void write(Outlet outlet, LogEntry entry) throws IOException, InterruptedException {
        try (var lease = outlet.part().lease()) {
            lease.get().write(entry);
        }
    }

    private static LogEntry own(Level level, String message, Map<String, Object> fields) {
        return new LogEntry(Instant.now(), level, message, fields, Optional.empty());
    }
}
