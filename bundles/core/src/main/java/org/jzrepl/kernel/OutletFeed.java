// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.RetryLaterException;
import org.jzrepl.api.threads.Threads;

/// What waits to be written to one outlet, and the thread that writes it. Entries that find the queue full are
/// counted; that they are lost is said at once, and how many when there is room again.
final class OutletFeed {
    private static final int QUEUED_AT_MOST = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final LogFanout.Outlet outlet;
    private final Consumer<LogEntry> first;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED_AT_MOST);
    private final AtomicLong lost = new AtomicLong();
    private final Thread pump;
    private volatile boolean finishing;
    private volatile Level level;

    /// `first` takes complaints to the first outlet of the configuration.
    OutletFeed(LogFanout.Outlet outlet, Threads threads, Consumer<LogEntry> first) {
        this.outlet = outlet;
        this.first = first;
        this.level = outlet.level();
        this.pump = threads.startPump("log " + outlet.part().type(), this::pump);
    }

    /// `complaint`: about an outlet, so that nobody complains if it cannot be written (`configuration.md` 8.1).
    private record Waiting(LogEntry entry, boolean complaint) {}

    boolean isFor(LogFanout.Outlet other) {
        return outlet.configured().equals(other.configured());
    }

    Logs.Outlet shown() {
        return new Logs.Outlet(outlet.part().type(), outlet.level(), level);
    }

    void level(Level now) {
        level = now;
    }

    /// Any thread. An entry below the outlet's level is none of its business.
    void accept(LogEntry entry) {
        if (entry.level().compareTo(level) < 0 || queue.offer(new Waiting(entry, false))) {
            return;
        }
        if (lost.getAndIncrement() == 0) {
            complain(new IOException("connection broken or not fast enough: entries are dropped"));
        }
    }

    /// Any thread. Whatever the outlet's level; gives up where there is no room.
    void tell(LogEntry complaint) {
        var _ = queue.offer(new Waiting(complaint, true));
    }

    /// Lets the thread end when it has written what is there.
    void finish() {
        finishing = true;
    }

    /// Waits for that, and interrupts the thread if it takes longer.
    void end(Duration atMost) {
        try {
            if (!pump.join(atMost)) {
                pump.interrupt();
            }
        } catch (InterruptedException e) {
            pump.interrupt();
            Thread.currentThread().interrupt(); // the daemon is ending anyhow
        }
    }

    private void pump() throws InterruptedException {
        try {
            while (!finishing || !queue.isEmpty()) {
                var next = Optional.ofNullable(queue.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
                if (next.isPresent()) {
                    write(next.orElseThrow());
                }
                long missed = next.isPresent() ? lost.getAndSet(0) : 0;
                if (missed > 0) {
                    write(new Waiting(
                            own(Level.WARN, "log entries lost: outlet is too slow", Map.of("count", missed)), true));
                }
            }
        } finally {
            outlet.part().tryLease().ifPresent(OutletFeed::close);
        }
    }

    /// The kernel's supervision: whatever the outlet throws, the next entry has its chance.
    private void write(Waiting waiting) throws InterruptedException {
        while (true) {
            try (var lease = lease()) {
                lease.get().write(waiting.entry());
                return;
            } catch (RetryLaterException e) {
                complain(waiting, e);
                Thread.sleep(e.after());
            } catch (IOException | RuntimeException | LinkageError e) {
                complain(waiting, e);
                return;
            }
        }
    }

    private void complain(Waiting about, Throwable why) {
        if (!about.complaint()) {
            complain(why);
        }
    }

    /// While nothing supplies the outlet, what comes for it waits.
    private Lease<LogOutlet> lease() throws InterruptedException {
        while (true) {
            var lease = outlet.part().tryLease();
            if (lease.isPresent()) {
                return lease.orElseThrow();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void complain(Throwable why) {
        var text = why instanceof IOException && why.getMessage() != null ? why.getMessage() : why.toString();
        first.accept(own(
                Level.ERROR, "outlet error", Map.of("outlet_type", outlet.part().type(), "err", text)));
    }

    private static LogEntry own(Level level, String message, Map<String, Object> fields) {
        return new LogEntry(Instant.now(), level, message, fields, Optional.empty());
    }

    private static void close(Lease<LogOutlet> lease) {
        try (lease) {
            lease.get().close();
        } catch (IOException e) {
            System.err.println("cannot close a log outlet: " + e.getMessage()); // there is no log left
        }
    }
}
