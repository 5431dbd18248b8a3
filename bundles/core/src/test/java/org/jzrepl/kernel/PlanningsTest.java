// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.JobPlan;

/// Plans end with the job whose suppliers they use.
final class PlanningsTest {
    private static final JobPlan PLAN = new JobPlan.Unplannable("a plan");

    private final Plannings plannings = new Plannings(new JobName("nightly"));

    /// What the thread of an asker is left with: the refusal, and whether it is still interrupted.
    private record Left(String refusal, boolean interrupted) {}

    private FutureTask<Left> asker(CountDownLatch begun) {
        var asking = new FutureTask<>(() -> {
            var refusal = assertThrows(
                    IllegalStateException.class,
                    () -> plannings.of(() -> {
                        begun.countDown();
                        Thread.sleep(Duration.ofDays(1));
                        return PLAN;
                    }));
            return new Left(String.valueOf(refusal.getMessage()), Thread.interrupted());
        });
        Thread.ofVirtual().start(asking);
        return asking;
    }

    @Test
    void a_job_that_ends_gives_its_plans_up_and_waits_for_their_end() throws Exception {
        plannings.open();
        var begun = new CountDownLatch(2);
        var first = asker(begun);
        var second = asker(begun);
        begun.await();
        assertFalse(plannings.awaitNone(Duration.ofNanos(1)));
        plannings.shut();
        assertTrue(plannings.awaitNone(Duration.ofMinutes(1)));
        for (var asking : List.of(first, second)) {
            assertTrue(
                    asking.get().refusal().contains("being stopped or replaced"),
                    asking.get().refusal());
            assertFalse(asking.get().interrupted(), "the interrupt was for the plan, not for its asker");
        }
    }

    @Test
    void nothing_is_planned_before_the_job_runs_or_after_it() throws Exception {
        assertThrows(IllegalStateException.class, () -> plannings.of(() -> PLAN));
        plannings.open();
        assertEquals(PLAN, plannings.of(() -> PLAN));
        plannings.shut();
        assertThrows(IllegalStateException.class, () -> plannings.of(() -> PLAN));
        plannings.open();
        assertEquals(PLAN, plannings.of(() -> PLAN));
    }

    @Test
    void an_asker_who_leaves_is_let_go() throws Exception {
        plannings.open();
        var begun = new CountDownLatch(1);
        var asking = new FutureTask<>(() -> assertThrows(
                InterruptedException.class,
                () -> plannings.of(() -> {
                    begun.countDown();
                    Thread.sleep(Duration.ofDays(1));
                    return PLAN;
                })));
        var thread = Thread.ofVirtual().start(asking);
        begun.await();
        thread.interrupt();
        asking.get();
        await().until(() -> plannings.awaitNone(Duration.ofNanos(1)));
    }

    @Test
    void a_plan_that_fails_leaves_nobody_behind() throws Exception {
        plannings.open();
        assertThrows(
                IllegalArgumentException.class,
                () -> plannings.of(() -> {
                    throw new IllegalArgumentException("a bug");
                }));
        assertTrue(plannings.awaitNone(Duration.ofNanos(1)));
    }
}
