// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Variables that tune a daemon.
final class EnvironmentTest {
    private static final Duration USUAL = Duration.ofSeconds(10);

    @Test
    void what_is_set_counts_and_what_is_empty_does_not() {
        var environment = new Environment(Map.of("PAUSE", "1m30s", "MOST", "7", "EMPTY", ""));
        assertEquals(Duration.ofSeconds(90), environment.duration("PAUSE", USUAL));
        assertEquals(7, environment.integer("MOST", 1, 3));
        for (var name : List.of("EMPTY", "MISSING")) {
            assertEquals(USUAL, environment.duration(name, USUAL));
            assertEquals(3, environment.integer(name, 1, 3));
        }
    }

    @Test
    void what_cannot_be_read_is_named() {
        var environment = new Environment(Map.of("PAUSE", "long", "NO_PAUSE", "0s", "MOST", "many", "FEW", "0"));
        refuses("PAUSE", name -> environment.duration(name, USUAL));
        refuses("NO_PAUSE", name -> environment.duration(name, USUAL));
        refuses("MOST", name -> environment.integer(name, 1, 3));
        refuses("FEW", name -> environment.integer(name, 1, 3));
    }

    private static void refuses(String name, Function<String, Object> reading) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> reading.apply(name));
        assertTrue(refusal.getMessage().startsWith("environment variable " + name + ": "), refusal::getMessage);
    }
}
