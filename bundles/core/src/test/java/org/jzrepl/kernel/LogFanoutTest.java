// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;

/// Entries and the outlets that they reach.
final class LogFanoutTest {
    private final Fixture fixture = new Fixture();
    private final ServiceThreads threads = new ServiceThreads();

    /// Keeps what it is told; what it does before that, tests say.
    private static final class Notes implements LogOutlet {
        private final Queue<LogEntry> entries = new ConcurrentLinkedQueue<>();
        private volatile Optional<CountDownLatch> gate = Optional.empty();
        private volatile boolean broken;
        private volatile boolean closed;

        @Override
        public void write(LogEntry entry) throws IOException {
            try {
                if (gate.isPresent()) {
                    gate.orElseThrow().await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (broken) {
                throw new IOException("no space left");
            }
            entries.add(entry);
        }

        List<String> messages() {
            return entries.stream().map(LogEntry::message).toList();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void an_entry_reaches_each_outlet_whose_level_it_has_in_order() {
        var all = new Notes();
        var severe = new Notes();
        try (var logs = new LogFanout(
                List.of(outlet("all", Level.DEBUG, all), outlet("severe", Level.ERROR, severe)), threads)) {
            logs.accept(entry(Level.DEBUG, "one"));
            logs.accept(entry(Level.ERROR, "two"));
            logs.accept(entry(Level.INFO, "three"));
        }
        assertEquals(List.of("one", "two", "three"), all.messages());
        assertEquals(List.of("two"), severe.messages());
    }

    @Test
    void the_first_outlet_is_told_of_the_failure_of_another_whatever_its_level_of_entries() {
        var first = new Notes();
        var second = new Notes();
        second.broken = true;
        try (var logs = new LogFanout(
                List.of(outlet("first", Level.ERROR, first), outlet("second", Level.DEBUG, second)), threads)) {
            logs.accept(entry(Level.INFO, "hello"));
            await().until(() -> first.messages().equals(List.of("outlet error")));
        }
        var fields = first.entries.element().fields();
        assertEquals("second", fields.get("outlet_type"));
        assertTrue(fields.get("err").toString().contains("no space left"), fields.toString());
    }

    @Test
    void a_broken_first_outlet_keeps_nothing_from_the_others() {
        var first = new Notes();
        var second = new Notes();
        first.broken = true;
        try (var logs = new LogFanout(
                List.of(outlet("first", Level.DEBUG, first), outlet("second", Level.DEBUG, second)), threads)) {
            logs.accept(entry(Level.INFO, "hello"));
        }
        assertTrue(second.messages().contains("hello"), second.messages().toString());
    }

    @Test
    void an_outlet_that_does_not_take_entries_holds_up_nobody_who_logs_and_what_is_lost_is_counted() {
        var slow = new Notes();
        var gate = new CountDownLatch(1);
        slow.gate = Optional.of(gate);
        try (var logs = new LogFanout(List.of(outlet("slow", Level.DEBUG, slow)), threads)) {
            for (int i = 0; i < 12_000; i++) {
                logs.accept(entry(Level.INFO, "entry " + i));
            }
            gate.countDown();
            await().until(() -> slow.messages().contains("log entries lost: outlet is too slow"));
            long lost = slow.entries.stream()
                    .filter(entry -> entry.message().startsWith("log entries lost"))
                    .mapToLong(entry -> (Long) entry.fields().get("count"))
                    .sum();
            await().until(() -> slow.messages().stream()
                            .filter(message -> message.startsWith("entry "))
                            .count()
                    == 12_000 - lost);
        }
    }

    @Test
    void entries_wait_for_an_outlet_whose_supplier_is_away() {
        var notes = new Notes();
        var part = part("late");
        try (var logs =
                new LogFanout(List.of(new LogFanout.Outlet(Level.INFO, part, Effective.Mapping.EMPTY)), threads)) {
            logs.accept(entry(Level.INFO, "early"));
            fixture.table.add(fixture.supplier(1, "1.0.0", "late", factory(notes)));
            logs.accept(entry(Level.INFO, "later"));
            await().until(() -> notes.messages().equals(List.of("early", "later")));
        }
    }

    @Test
    void outlets_are_exchanged_and_what_is_configured_as_before_goes_on() {
        var kept = new Notes();
        var dropped = new Notes();
        var added = new Notes();
        var first = outlet("kept", Level.DEBUG, kept);
        try (var logs = new LogFanout(List.of(first, outlet("dropped", Level.DEBUG, dropped)), threads)) {
            logs.accept(entry(Level.INFO, "before"));
            await().until(() -> dropped.messages().contains("before"));
            logs.exchange(List.of(outlet("added", Level.DEBUG, added), first));
            await().until(() -> dropped.closed);
            logs.accept(entry(Level.INFO, "after"));
            assertFalse(kept.closed);
        }
        assertEquals(List.of("before", "after"), kept.messages());
        assertEquals(List.of("before"), dropped.messages());
        assertEquals(List.of("after"), added.messages());
    }

    private LogFanout.Outlet outlet(String type, Level level, Notes notes) {
        fixture.table.add(fixture.supplier(1, "1.0.0", type, factory(notes)));
        return new LogFanout.Outlet(
                level, part(type), Effective.Mapping.EMPTY.with("type", Effective.Value.byDefault(type, type)));
    }

    private TablePart<LogOutletFactory, LogOutlet> part(String type) {
        return new TablePart<>(
                fixture.table,
                Wanted.any(LogOutletFactory.class, type),
                new Components<>(LogOutletFactory.class, factory -> ((Supplied) factory).outlet()),
                "global");
    }

    /// A factory of one outlet that exists already.
    private interface Supplied extends LogOutletFactory {
        LogOutlet outlet();
    }

    private static Supplied factory(Notes notes) {
        return new Supplied() {
            @Override
            public LogOutlet outlet() {
                return notes;
            }

            @Override
            public LogOutlet create(org.jzrepl.api.config.Section outlet, org.jzrepl.api.log.LogFormat format) {
                return notes;
            }
        };
    }

    private static LogEntry entry(Level level, String message) {
        return new LogEntry(Instant.EPOCH, level, message, Map.of(), Optional.empty());
    }
}
