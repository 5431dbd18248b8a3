// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;

/// What every log outlet must fulfil, wherever it writes.
public interface LogOutletContract {
    /// The place where the outlet writes, in reach of the test. It can break.
    interface Bench extends AutoCloseable {
        LogOutlet outlet(LogFormat format);

        /// Every entry that has arrived, each as the text that the format gave.
        List<String> arrived() throws IOException;

        /// From now on nothing can be written there; what was open breaks.
        void breakDown() throws IOException;

        /// Makes the place usable again, and lets a pause after failures pass.
        void repair() throws IOException;

        @Override
        void close() throws IOException;
    }

    /// A new one for each test.
    Bench bench() throws IOException;

    /// Keeps the test's bench and outlet from one method to the next.
    final class Current {
        private Optional<Bench> bench = Optional.empty();
        private Optional<LogOutlet> outlet = Optional.empty();

        public Bench bench() {
            return bench.orElseThrow();
        }

        public LogOutlet outlet() {
            return outlet.orElseThrow();
        }
    }

    /// The same object whenever it is asked for.
    Current current();

    @BeforeEach
    default void set_up() throws IOException {
        current().bench = Optional.of(bench());
        current().outlet = Optional.of(current().bench().outlet((entry, _) -> entry.message()));
    }

    @AfterEach
    default void tear_down() throws IOException {
        current().outlet().close();
        current().bench().close();
    }

    private static LogEntry entry(String message) {
        return new LogEntry(
                Instant.parse("2026-03-09T13:05:07.1234Z"), Level.WARN, message, Map.of(), Optional.empty());
    }

    private boolean hasArrived(String message) throws IOException {
        return current().bench().arrived().contains(message);
    }

    @Test
    default void entries_arrive_whole_and_in_order() throws IOException {
        var messages = IntStream.range(0, 200)
                .mapToObj(i -> "entry " + i + " ä€𝄞 " + "x".repeat(i * 7))
                .toList();
        for (var message : messages) {
            current().outlet().write(entry(message));
        }
        await().until(() -> current().bench().arrived().equals(messages));
    }

    @Test
    default void nothing_is_opened_before_the_first_entry() throws IOException {
        current().bench().breakDown();
        assertDoesNotThrow(() -> current().bench().outlet((entry, _) -> entry.message()));
    }

    @Test
    default void closing_twice_is_fine() throws IOException {
        current().outlet().write(entry("one"));
        current().outlet().close();
        assertDoesNotThrow(() -> current().outlet().close());
    }

    @Test
    default void a_failure_is_reported_and_writing_goes_on_after_the_repair() throws IOException {
        current().outlet().write(entry("before"));
        await().until(() -> hasArrived("before"));
        current().bench().breakDown();
        // what a peer that is gone got last may be noticed with the next entry only
        await().until(() -> failure("meanwhile").isPresent());
        assertTrue(
                current().bench().arrived().stream().noneMatch("meanwhile"::equals),
                () -> "arrived at a place that is broken");
        current().bench().repair();
        await().until(() -> failure("after").isEmpty() && hasArrived("after"));
    }

    private Optional<IOException> failure(String message) {
        try {
            current().outlet().write(entry(message));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
