// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Waking, resetting and stopping of a job.
final class JobContextTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Fixture fixture = new Fixture();
    private final JobContext context = new JobContext(
            new JobContext.Shared(fixture.zfs(), new ServiceThreads(), InstantSource.system(), _ -> {}), fixture.zfs());
    private final CountDownLatch underWay = new CountDownLatch(1);

    @Test
    void a_wakeup_that_nobody_waits_for_is_not_lost() throws InterruptedException {
        context.wakeup();
        assertTrue(context.awaitWakeup(LONG));
        assertFalse(context.awaitWakeup(Duration.ofMillis(1)), "and counts once");
    }

    @Test
    void a_wakeup_ends_the_wait() throws Exception {
        var waiting = started(() -> context.awaitWakeup(LONG));
        context.wakeup();
        assertTrue(waiting.get());
    }

    @Test
    void a_reset_ends_the_invocation_and_not_the_job() throws Exception {
        var job = started(() -> {
            boolean whole = context.invoke(this::work);
            return !whole && !Thread.currentThread().isInterrupted();
        });
        underWay.await();
        assertTrue(context.reset());
        assertTrue(job.get());
        assertFalse(context.reset(), "nothing is left to be reset");
    }

    @Test
    void without_an_invocation_there_is_nothing_to_reset() throws InterruptedException {
        assertFalse(context.reset());
        assertTrue(context.invoke(() -> {}), "and the next one is not hit");
    }

    @Test
    void a_reset_that_comes_at_the_very_end_leaves_no_interrupt_for_the_job() throws Exception {
        var job = started(() -> {
            boolean whole = context.invoke(context::reset);
            return !whole && !Thread.currentThread().isInterrupted();
        });
        assertTrue(job.get());
    }

    @Test
    void a_stop_ends_the_job_also_from_within_an_invocation() throws Exception {
        var job = new FutureTask<Boolean>(() -> {
            assertThrows(InterruptedException.class, () -> context.invoke(this::work));
            return true;
        });
        var thread = Thread.ofVirtual().start(job);
        underWay.await();
        context.stop(thread);
        assertEquals(true, job.get());
        assertTrue(context.isLeftUndone(), "and is to be gone on with");
    }

    @Test
    void an_invocation_that_a_stop_lets_not_even_begin_is_left_undone() throws Exception {
        context.wakeup();
        assertTrue(context.awaitWakeup(LONG));
        context.stop(Thread.currentThread());
        assertThrows(InterruptedException.class, () -> context.invoke(this::work));
        assertTrue(context.isLeftUndone());
    }

    @Test
    void neither_a_whole_invocation_nor_one_that_was_reset_is_left_undone_by_a_stop() throws Exception {
        context.invoke(() -> {});
        var job = started(() -> context.invoke(this::work));
        underWay.await();
        context.reset();
        assertFalse(job.get());
        context.stop(Thread.ofVirtual().unstarted(() -> {}));
        assertFalse(context.isLeftUndone());
    }

    private void work() throws InterruptedException {
        underWay.countDown();
        new CountDownLatch(1).await();
    }

    private static FutureTask<Boolean> started(java.util.concurrent.Callable<Boolean> body) {
        var task = new FutureTask<>(body);
        Thread.ofVirtual().start(task);
        return task;
    }
}
