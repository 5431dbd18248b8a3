// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;

class WatchdogTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong clock = new AtomicLong();
    private final Watchdog dog = new Watchdog(Duration.ofMinutes(10), Duration.ofSeconds(1), clock::get);
    private final List<Long> reported = new ArrayList<>();

    @Test
    void a_stream_that_does_not_move_is_ended_with_a_sentence() {
        try (var watch = dog.watch(A, reported::add)) {
            var failure = assertThrows(
                    IOException.class,
                    () -> watch.run(() -> {
                        watch.moved(42);
                        clock.addAndGet(10 * MINUTE);
                        dog.look();
                        new CountDownLatch(1).await();
                    }));
            assertTrue(failure.getMessage().contains("tank/a did not move"), failure.getMessage());
        }
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void a_slow_stream_is_left_alone() throws Exception {
        try (var watch = dog.watch(A, reported::add)) {
            watch.run(() -> {
                for (int i = 0; i < 5; i++) {
                    clock.addAndGet(9 * MINUTE);
                    watch.moved(i);
                    dog.look();
                }
            });
        }
        assertFalse(Thread.interrupted());
    }

    @Test
    void a_stall_noticed_at_the_very_end_harms_nobody() throws Exception {
        try (var watch = dog.watch(A, reported::add)) {
            watch.run(() -> {
                clock.addAndGet(10 * MINUTE);
                dog.look();
            });
            dog.look();
        }
        assertFalse(Thread.interrupted());
    }

    @Test
    void an_interrupt_from_elsewhere_stays_one() {
        try (var watch = dog.watch(A, reported::add)) {
            assertThrows(
                    InterruptedException.class,
                    () -> watch.run(() -> {
                        Thread.currentThread().interrupt();
                        new CountDownLatch(1).await();
                    }));
        }
    }

    @Test
    void bytes_are_reported_now_and_then_and_at_the_end() throws Exception {
        try (var watch = dog.watch(A, reported::add)) {
            watch.run(() -> {
                for (int i = 1; i <= 30; i++) {
                    clock.addAndGet(Duration.ofMillis(100).toNanos());
                    watch.moved(i);
                }
                watch.moved(31);
            });
        }
        assertEquals(List.of(10L, 20L, 30L, 31L), reported);
    }
}
