// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Environment;

class TunablesTest {
    private static Tunables of(Map<String, String> environment) {
        return Tunables.of(new Environment(environment));
    }

    @Test
    void the_environment_of_zrepl_is_understood() {
        var tunables = of(Map.of(
                "ZREPL_REPLICATION_MAX_ATTEMPTS", "7", "ZREPL_REPLICATION_RECONNECT_HARD_FAIL_TIMEOUT", "1h30m"));
        assertEquals(7, tunables.attempts());
        assertEquals(Duration.ofMinutes(90), tunables.reconnect());
    }

    @Test
    void without_it_a_run_tries_three_times_and_waits_ten_minutes() {
        assertEquals(3, of(Map.of()).attempts());
        assertEquals(Duration.ofMinutes(10), of(Map.of()).reconnect());
    }

    @Test
    void a_wrong_value_is_named() {
        for (var wrong : new String[] {"many", "0", "-1"}) {
            var failure = assertThrows(
                    IllegalArgumentException.class, () -> of(Map.of("ZREPL_REPLICATION_MAX_ATTEMPTS", wrong)));
            assertTrue(failure.getMessage().contains("ATTEMPTS")
                    || failure.getMessage().contains("attempt"));
        }
    }
}
