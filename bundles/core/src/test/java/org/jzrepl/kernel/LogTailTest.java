// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;

/// What operators see of the log beside the outlets.
final class LogTailTest {
    private final List<String> written = new CopyOnWriteArrayList<>();

    /// An outlet `notes`, from `INFO` on.
    private LogFanout outlets() {
        var fixture = new Fixture();
        LogOutlet notes = new LogOutlet() {
            @Override
            public void write(LogEntry entry) {
                written.add(entry.message());
            }

            @Override
            public void close() {}
        };
        LogOutletFactory factory = (_, _) -> notes;
        fixture.table.add(fixture.supplier(1, "1.0.0", "notes", factory));
        var components = new Components<LogOutletFactory, LogOutlet>(LogOutletFactory.class, _ -> notes);
        var part = new TablePart<>(fixture.table, Wanted.any(LogOutletFactory.class, "notes"), components, "global");
        return new LogFanout(
                List.of(new LogFanout.Outlet(Level.INFO, part, Effective.Mapping.EMPTY)), new ServiceThreads());
    }

    private static LogEntry entry(Level level, String message) {
        return new LogEntry(Instant.EPOCH, level, message, Map.of(), Optional.empty());
    }

    @Test
    void the_last_entries_of_every_level_are_kept_and_not_more() {
        try (var outlets = outlets();
                var tail = new LogTail(outlets)) {
            for (int i = 0; i < 1_500; i++) {
                tail.accept(entry(Level.DEBUG, "entry " + i));
            }
            assertEquals(1_000, tail.recent().size());
            assertEquals("entry 500", tail.recent().getFirst().message());
            assertEquals("entry 1499", tail.recent().getLast().message());
        }
    }

    @Test
    void nothing_of_a_plug_ins_classes_is_kept() {
        record Theirs(int number) {}
        try (var outlets = outlets();
                var tail = new LogTail(outlets)) {
            tail.accept(new LogEntry(
                    Instant.EPOCH,
                    Level.WARN,
                    "odd",
                    Map.of("what", new Theirs(1)),
                    Optional.of(new IOException("x"))));
            var kept = tail.recent().getFirst();
            assertEquals(Map.of("what", "Theirs[number=1]"), kept.fields());
            assertEquals(Optional.empty(), kept.cause());
        }
    }

    @Test
    void a_follower_hears_what_is_logged_from_now_on_until_it_has_enough() throws IOException {
        try (var outlets = outlets();
                var tail = new LogTail(outlets)) {
            var heard = new ArrayList<String>();
            tail.accept(entry(Level.INFO, "before"));
            try (var _ = tail.follow(entry -> heard.add(entry.message()))) {
                tail.accept(entry(Level.DEBUG, "during"));
            }
            tail.accept(entry(Level.INFO, "after"));
            assertEquals(List.of("during"), heard);
        }
    }

    @Test
    void an_outlets_level_changes_for_what_comes_and_one_that_is_not_there_is_named() {
        try (var outlets = outlets();
                var tail = new LogTail(outlets)) {
            tail.accept(entry(Level.DEBUG, "too small"));
            tail.level("notes", Level.DEBUG);
            assertEquals(List.of(new Logs.Outlet("notes", Level.INFO, Level.DEBUG)), tail.outlets());
            tail.accept(entry(Level.DEBUG, "taken"));
            var refusal = assertThrows(IllegalArgumentException.class, () -> tail.level("nowhere", Level.DEBUG));
            assertTrue(String.valueOf(refusal.getMessage()).contains("\"nowhere\"; outlets: [notes]"));
        }
        assertEquals(List.of("taken"), written);
    }
}
