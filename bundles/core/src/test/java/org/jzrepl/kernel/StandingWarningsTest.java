// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.warning.WarningSource;

final class StandingWarningsTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    private final StandingWarnings warnings = new StandingWarnings();

    @Test
    void each_condition_is_told_once_in_order() {
        warnings.add(_ -> List.of("b is old", "a is old"));
        warnings.add(_ -> List.of("a is old"));
        assertEquals(List.of("a is old", "b is old"), warnings.at(NOW));
    }

    @Test
    void what_a_source_says_depends_on_the_time_and_ends_with_it() {
        WarningSource source = now -> now.isAfter(NOW) ? List.of("late") : List.of();
        warnings.add(source);
        assertEquals(List.of(), warnings.at(NOW));
        assertEquals(List.of("late"), warnings.at(NOW.plusSeconds(1)));
        warnings.remove(source);
        assertEquals(List.of(), warnings.at(NOW.plusSeconds(1)));
    }

    @Test
    void a_source_that_fails_is_told_of_and_hides_no_other() {
        warnings.add(_ -> {
            throw new IllegalStateException("broken");
        });
        warnings.add(_ -> List.of("z"));
        var told = warnings.at(NOW);
        assertEquals(2, told.size());
        assertTrue(told.getFirst().contains("broken"), told::toString);
        assertEquals("z", told.getLast());
    }

    @Test
    void the_log_repeats_a_warning_once_a_day_and_one_that_comes_back_at_once() {
        var asked = new AtomicInteger();
        var now = new Object() {
            Instant at = NOW;
            List<String> standing = List.of("old");
        };
        warnings.add(_ -> now.standing);
        var log = new WarningLog(warnings, () -> now.at, _ -> asked.incrementAndGet());
        log.look();
        now.at = NOW.plus(Duration.ofHours(23));
        log.look();
        assertEquals(1, asked.get());
        now.at = NOW.plus(Duration.ofHours(24));
        log.look();
        assertEquals(2, asked.get());
        now.standing = List.of();
        log.look();
        now.standing = List.of("old");
        log.look();
        assertEquals(3, asked.get());
    }
}
