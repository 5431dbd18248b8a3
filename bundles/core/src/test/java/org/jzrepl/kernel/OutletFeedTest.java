// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.RetryLaterException;

final class OutletFeedTest {
    private final ServiceThreads threads = new ServiceThreads();

    @AfterEach
    void end_threads() throws InterruptedException {
        threads.end();
    }

    private static LogEntry entry(Level level, String message) {
        return new LogEntry(Instant.EPOCH, level, message, Map.of(), Optional.empty());
    }

    /// What an outlet of a test does with an entry.
    @FunctionalInterface
    private interface Writing {
        void write(LogEntry entry) throws IOException;
    }

    private static final class TestOutlet implements LogOutlet {
        private final Writing before;
        private final List<LogEntry> written = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        private TestOutlet(Writing before) {
            this.before = before;
        }

        @Override
        public void write(LogEntry entry) throws IOException {
            before.write(entry);
            written.add(entry);
        }

        @Override
        public void close() {
            closed = true;
        }

        private List<String> messages() {
            return written.stream().map(LogEntry::message).toList();
        }

        private List<Object> complaints(String type) {
            return written.stream()
                    .filter(entry -> entry.message().equals("outlet error"))
                    .filter(entry -> type.equals(entry.fields().get("outlet_type")))
                    .map(entry -> entry.fields().get("err"))
                    .toList();
        }
    }

    private record FixedPart(String type, LogOutlet outlet) implements Part<LogOutlet>, Lease<LogOutlet> {
        @Override
        public Lease<LogOutlet> lease() {
            return this;
        }

        @Override
        public Optional<Lease<LogOutlet>> tryLease() {
            return Optional.of(this);
        }

        @Override
        public LogOutlet get() {
            return outlet;
        }

        @Override
        public String supplier() {
            return "the test";
        }

        @Override
        public void close() {}
    }

    private static LogFanout.Outlet outlet(String type, Level level, LogOutlet outlet) {
        return new LogFanout.Outlet(level, new FixedPart(type, outlet), Effective.Mapping.EMPTY);
    }

    @Test
    void an_entry_goes_to_every_outlet_whose_level_it_reaches() {
        var all = new TestOutlet(_ -> {});
        var few = new TestOutlet(_ -> {});
        try (var log =
                new LogFanout(List.of(outlet("all", Level.DEBUG, all), outlet("few", Level.WARN, few)), threads)) {
            for (var level : Level.values()) {
                log.accept(entry(level, level.name()));
            }
        }
        assertEquals(List.of("DEBUG", "INFO", "WARN", "ERROR"), all.messages());
        assertEquals(List.of("WARN", "ERROR"), few.messages());
        assertTrue(all.closed && few.closed);
    }

    @Test
    void an_outlet_that_hangs_holds_nobody_up_and_the_first_one_hears_of_it_once() {
        var free = new CountDownLatch(1);
        var first = new TestOutlet(_ -> {});
        var hanging = new TestOutlet(_ -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        try (var log = new LogFanout(
                List.of(outlet("first", Level.INFO, first), outlet("hanging", Level.INFO, hanging)), threads)) {
            for (int i = 0; i < 5_000; i++) {
                var message = "entry " + i;
                log.accept(entry(Level.INFO, message));
                if (i % 500 == 499) {
                    await().until(() -> first.messages().contains(message));
                }
            }
            assertEquals(
                    List.of("connection broken or not fast enough: entries are dropped"), first.complaints("hanging"));
            free.countDown();
            await().until(() -> hanging.messages().contains("log entries lost: outlet is too slow"));
            long lost = (Long) hanging.written.stream()
                    .filter(entry -> entry.message().equals("log entries lost: outlet is too slow"))
                    .findFirst()
                    .orElseThrow()
                    .fields()
                    .get("count");
            long arrived = hanging.messages().stream()
                    .filter(message -> message.startsWith("entry "))
                    .count();
            assertEquals(5_000, lost + arrived);
            log.accept(entry(Level.INFO, "afterwards"));
            await().until(() -> hanging.messages().contains("afterwards"));
        }
    }

    @Test
    void an_outlet_that_fails_is_reported_to_the_first_one_whatever_its_level() {
        var first = new TestOutlet(_ -> {});
        var broken = new TestOutlet(_ -> {
            throw new IOException("disk is full");
        });
        try (var log = new LogFanout(
                List.of(outlet("first", Level.ERROR, first), outlet("broken", Level.DEBUG, broken)), threads)) {
            log.accept(entry(Level.DEBUG, "hello"));
            await().until(() -> !first.complaints("broken").isEmpty());
        }
        assertEquals(List.of("disk is full"), first.complaints("broken"));
        assertEquals(List.of("outlet error"), first.messages());
    }

    @Test
    void a_first_outlet_that_fails_is_not_asked_for_ever() {
        var tries = new CopyOnWriteArrayList<String>();
        var broken = new TestOutlet(entry -> {
            tries.add(entry.message());
            throw new IllegalStateException("a bug");
        });
        try (var log = new LogFanout(List.of(outlet("first", Level.DEBUG, broken)), threads)) {
            log.accept(entry(Level.DEBUG, "hello"));
        }
        assertEquals(List.of("hello", "outlet error"), tries);
    }

    @Test
    void an_entry_that_is_to_be_retried_is_written_later_and_in_order() {
        var left = new CountDownLatch(3);
        var first = new TestOutlet(_ -> {});
        var later = new TestOutlet(_ -> {
            if (left.getCount() > 0) {
                left.countDown();
                throw new RetryLaterException("connection refused", Duration.ofMillis(1), new IOException());
            }
        });
        try (var log = new LogFanout(
                List.of(outlet("first", Level.INFO, first), outlet("later", Level.INFO, later)), threads)) {
            IntStream.range(0, 10).forEach(i -> log.accept(entry(Level.INFO, "entry " + i)));
            await().until(() -> later.written.size() == 10);
        }
        assertEquals(IntStream.range(0, 10).mapToObj(i -> "entry " + i).toList(), later.messages());
        assertEquals(
                List.of("connection refused", "connection refused", "connection refused"), first.complaints("later"));
    }
}
