// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The lines of `configuration.md` 8.4.
final class JsonFormatGoldenTest {
    private final JsonFormat format = new JsonFormat(Entries.ZONE);

    @Test
    void one_object_with_sorted_keys() {
        assertEquals(
                "{\"fs\":\"tank/a b\",\"job\":\"backup\",\"level\":\"warn\",\"msg\":\"prune target busy\","
                        + "\"span\":\"0Xh3$0Xh3.k7Tz\",\"subsystem\":\"pruning\",\"time\":\"2026-03-09T14:05:07+01:00\"}",
                format.line(Entries.example(), Set.of()));
    }

    private String shown(Object value) {
        var line = format.line(Entries.with(Map.of("a", value)), Set.of());
        return line.substring("{\"a\":".length(), line.indexOf(",\"level\""));
    }

    @Test
    void values_keep_their_types() {
        assertEquals("600000000000", shown(Duration.ofMinutes(10)));
        assertEquals("null", shown(Optional.empty()));
        assertEquals("7", shown(7));
        assertEquals("true", shown(true));
        assertEquals("[\"x\",1]", shown(List.of("x", 1)));
        assertEquals("\"NaN\"", shown(Double.NaN));
    }

    @Test
    void what_go_escapes_is_escaped_and_nothing_else() {
        assertEquals("\"\\u003ca\\u003e\\u0026\\u2028'=\\\\u003c\\\\u0027\"", shown("<a>&\u2028'=\\u003c\\u0027"));
    }

    @Test
    void message_time_and_level_win_over_fields_of_the_same_names() {
        assertEquals(
                "{\"level\":\"info\",\"msg\":\"hello\",\"time\":\"2026-03-09T14:05:07+01:00\"}",
                format.line(Entries.with(Map.of("msg", "x", "time", "y", "level", "z")), Set.of()));
    }
}
