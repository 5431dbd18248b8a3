// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogSink;
import org.jzrepl.api.threads.Threads;

/// Hands each entry to the outlets whose level it reaches. Never blocks: each outlet has a queue and a thread of
/// its own, so a terminal that nobody reads or a peer that hangs costs nobody but itself.
final class LogFanout implements LogSink, Closeable {
    private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(2);

    private final Threads threads;
    private volatile List<OutletFeed> feeds;

    /// `outlets` in the order of the configuration: the first one hears of the others' failures.
    LogFanout(List<Outlet> outlets, Threads threads) {
        this.threads = threads;
        feeds = outlets.stream().map(this::feed).toList();
    }

    /// One outlet of the configuration and the least level it takes. `configured`: all that the configuration
    /// says about it, without origins.
    record Outlet(Level level, Part<LogOutlet> part, Effective configured) {}

    private OutletFeed feed(Outlet outlet) {
        return new OutletFeed(outlet, threads, this::tellFirst);
    }

    /// Takes effect with the next entry. An outlet that is configured as before goes on as it is; the others
    /// write what is queued, for a moment, and are closed. One call at a time.
    void exchange(List<Outlet> next) {
        var left = new ArrayList<>(feeds);
        var exchanged = new ArrayList<OutletFeed>();
        for (var outlet : next) {
            var same = left.stream().filter(feed -> feed.isFor(outlet)).findFirst();
            same.ifPresent(left::remove);
            exchanged.add(same.orElseGet(() -> feed(outlet)));
        }
        feeds = List.copyOf(exchanged);
        left.forEach(OutletFeed::finish);
        threads.start("end of log outlets", () -> left.forEach(feed -> feed.end(DRAIN_AT_MOST)));
    }

    List<Logs.Outlet> outlets() {
        return feeds.stream().map(OutletFeed::shown).toList();
    }

    /// All outlets of that type.
    void level(String type, Level level) {
        var meant =
                feeds.stream().filter(feed -> feed.shown().type().equals(type)).toList();
        if (meant.isEmpty()) {
            var types =
                    feeds.stream().map(feed -> feed.shown().type()).distinct().toList();
            throw new IllegalArgumentException("no log outlet is of type \"" + type + "\"; outlets: " + types);
        }
        meant.forEach(feed -> feed.level(level));
    }

    @Override
    public void accept(LogEntry entry) {
        feeds.forEach(feed -> feed.accept(entry));
    }

    /// Writes what is queued, for a moment, and ends.
    @Override
    public void close() {
        long deadline = System.nanoTime() + DRAIN_AT_MOST.toNanos();
        feeds.forEach(OutletFeed::finish);
        feeds.forEach(feed -> feed.end(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    }

    private void tellFirst(LogEntry complaint) {
        feeds.getFirst().tell(complaint);
    }
}
