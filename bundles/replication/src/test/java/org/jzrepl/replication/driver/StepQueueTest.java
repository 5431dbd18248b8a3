// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.testkit.TestThreads;

class StepQueueTest {
    private final TestThreads threads = new TestThreads();
    private final List<Long> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.close();
    }

    /// A thread that waits in the queue by now.
    private Thread waiting(StepQueue queue, long date) {
        var thread = threads.start("step " + date, () -> {
            try (var _ = queue.enter(Instant.ofEpochSecond(date))) {
                log.add(date);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void the_oldest_date_goes_first_and_planning_before_all() throws Exception {
        var queue = new StepQueue(1);
        var waiting = List.<Thread>of();
        try (var _ = queue.enter(Instant.EPOCH)) {
            waiting = List.of(waiting(queue, 30), waiting(queue, 10), waiting(queue, 0), waiting(queue, 20));
        }
        for (var thread : waiting) {
            thread.join();
        }
        assertEquals(List.of(0L, 10L, 20L, 30L), log);
    }

    @Test
    void as_many_enter_as_there_are_slots() throws Exception {
        var queue = new StepQueue(2);
        try (var _ = queue.enter(Instant.EPOCH);
                var _ = queue.enter(Instant.EPOCH)) {
            waiting(queue, 1);
            assertEquals(List.of(), log);
        }
    }

    @Test
    void one_that_gives_up_leaves_no_gap() throws Exception {
        var queue = new StepQueue(1);
        Thread second;
        try (var _ = queue.enter(Instant.EPOCH)) {
            var first = waiting(queue, 1);
            second = waiting(queue, 2);
            first.interrupt();
            first.join();
        }
        second.join();
        assertEquals(List.of(2L), log);
    }
}
