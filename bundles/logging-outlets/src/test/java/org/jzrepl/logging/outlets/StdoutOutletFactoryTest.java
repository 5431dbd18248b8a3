// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogFormat.Part;

/// The table of `configuration.md` 8.2.
final class StdoutOutletFactoryTest {
    private static Set<Part> shown(boolean time, boolean color, boolean terminal, Map<String, String> environment) {
        return StdoutOutletFactory.shown(time, color, terminal, environment);
    }

    @Test
    void a_terminal_always_gets_time_and_level() {
        assertEquals(Set.of(Part.TIME, Part.LEVEL), shown(false, false, true, Map.of()));
    }

    @Test
    void anything_else_always_gets_the_level_and_the_time_if_asked_for() {
        assertEquals(Set.of(Part.LEVEL), shown(false, true, false, Map.of()));
        assertEquals(Set.of(Part.TIME, Part.LEVEL), shown(true, true, false, Map.of()));
    }

    @Test
    void colours_are_for_terminals_that_want_them() {
        assertEquals(Set.of(Part.values()), shown(true, true, true, Map.of("TERM", "xterm")));
        assertEquals(Set.of(Part.TIME, Part.LEVEL), shown(true, true, true, Map.of("TERM", "dumb")));
        assertEquals(Set.of(Part.TIME, Part.LEVEL), shown(true, true, true, Map.of("NO_COLOR", "1")));
        assertEquals(Set.of(Part.values()), shown(true, true, true, Map.of("NO_COLOR", "")));
    }
}
