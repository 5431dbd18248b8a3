// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    private static final Duration LONG = Duration.ofHours(1);

    /// What is on the timer is kept, with the classes of the bundle it came from, until its time has come.
    @Test
    void nothing_of_a_closed_wire_stays_on_the_timer() {
        try (var timer = new ScheduledThreadPoolExecutor(1)) {
            timer.setRemoveOnCancelPolicy(true);
            var deadline = new Deadline(timer, () -> {});
            deadline.set(LONG);
            assertEquals(1, timer.getQueue().size());
            deadline.end();
            assertEquals(0, timer.getQueue().size());
            deadline.set(LONG);
            assertEquals(0, timer.getQueue().size());
        }
    }
}
