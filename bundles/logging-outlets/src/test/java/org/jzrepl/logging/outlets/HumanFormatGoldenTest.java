// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat.Part;

/// The lines of `configuration.md` 8.4.
final class HumanFormatGoldenTest {
    private final HumanFormat format = new HumanFormat(Entries.ZONE);

    @Test
    void time_level_fields_and_message() {
        assertEquals(
                "2026-03-09T14:05:07+01:00 [WARN][backup][pruning][0Xh3$0Xh3.k7Tz]: prune target busy fs=\"tank/a b\"",
                format.line(Entries.example(), Set.of(Part.TIME, Part.LEVEL)));
    }

    @Test
    void without_time() {
        assertEquals(
                "[WARN][backup][pruning][0Xh3$0Xh3.k7Tz]: prune target busy fs=\"tank/a b\"",
                format.line(Entries.example(), Set.of(Part.LEVEL)));
    }

    @Test
    void as_a_system_log_gets_it() {
        assertEquals(
                "[backup][pruning][0Xh3$0Xh3.k7Tz]: prune target busy fs=\"tank/a b\"",
                format.line(Entries.example(), Set.of()));
    }

    @Test
    void without_fields() {
        assertEquals(
                "2026-03-09T14:05:07+01:00 [INFO]: hello",
                format.line(Entries.with(Map.of()), Set.of(Part.TIME, Part.LEVEL)));
        assertEquals("hello", format.line(Entries.with(Map.of()), Set.of()));
    }

    @Test
    void the_levels_are_four_letters() {
        for (var level : Map.of(Level.DEBUG, "DEBG", Level.INFO, "INFO", Level.WARN, "WARN", Level.ERROR, "ERRO")
                .entrySet()) {
            assertEquals(
                    "[" + level.getValue() + "]: x",
                    format.line(Entries.entry(level.getKey(), "x", Map.of()), Set.of(Part.LEVEL)));
        }
    }

    @Test
    void colours_wrap_level_bracketed_values_and_field_names() {
        assertEquals(
                "2026-03-09T14:05:07+01:00 [\u001b[93mWARN\u001b[0m][\u001b[93mbackup\u001b[0m]"
                        + "[\u001b[93mpruning\u001b[0m][\u001b[93m0Xh3$0Xh3.k7Tz\u001b[0m]: prune target busy "
                        + "\u001b[93mfs\u001b[0m=\"tank/a b\"",
                format.line(Entries.example(), Set.of(Part.values())));
    }

    @Test
    void values_are_quoted_as_go_does_it() {
        var line = format.line(
                Entries.with(Map.of(
                        "a",
                        "\"\\\u0007\b\f\n\r\t\u000b\u0001\u007f",
                        "b",
                        "\u0085\u200bä€𝄞\u00a0",
                        "c",
                        Optional.empty(),
                        "d",
                        Duration.ofMinutes(10),
                        "e",
                        7)),
                Set.of());
        assertEquals(
                "hello a=\"\\\"\\\\\\a\\b\\f\\n\\r\\t\\v\\x01\\x7f\" b=\"\\u0085\\u200bä€𝄞\\u00a0\" c=\"<nil>\" d=\"10m0s\" e=\"7\"",
                line);
    }

    @Test
    void the_message_is_raw_and_fields_are_sorted() {
        assertEquals(
                "two\nlines a=\"1\" b=\"2\"",
                format.line(Entries.entry(Level.INFO, "two\nlines", Map.of("b", 2, "a", 1)), Set.of()));
    }
}
