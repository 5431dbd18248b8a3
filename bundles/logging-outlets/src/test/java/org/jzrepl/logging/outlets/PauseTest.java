// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PauseTest {
    private final ManualClock clock = new ManualClock();
    private final Pause pause = new Pause(Duration.ofSeconds(10), clock);

    @Test
    void there_is_none_before_the_first_failure() {
        assertFalse(pause.isOn());
    }

    @Test
    void it_lasts_as_long_as_it_should() {
        pause.begin();
        assertTrue(pause.isOn());
        clock.advance(Duration.ofSeconds(9));
        assertTrue(pause.isOn());
        clock.advance(Duration.ofSeconds(1));
        assertFalse(pause.isOn());
    }
}
