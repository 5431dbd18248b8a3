// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;

/// Jobs whose suppliers come, go and are updated.
final class SupervisorTest {
    private static final JobName NAME = new JobName("nightly");

    private final Fixture fixture = new Fixture();
    private final SupplierTable table = fixture.table;
    private final ServiceThreads threads = new ServiceThreads();
    private final TablePart<Fixture.Maker, Fixture.Made> shape = fixture.part(NAME);
    private final TablePart<KeepRuleFactory, KeepRule> rule = new TablePart<>(
            table,
            Wanted.any(KeepRuleFactory.class, "newest"),
            new Components<>(KeepRuleFactory.class, _ -> null),
            NAME);
    private final Looper job = new Looper();
    private Optional<Supervisor> supervisor = Optional.empty();

    /// Leases the shape for as long as it runs.
    private final class Looper implements Job {
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final CountDownLatch planning = new CountDownLatch(1);
        private volatile Optional<CountDownLatch> stubborn = Optional.empty();
        private volatile boolean deaf;

        @Override
        public JobName name() {
            return NAME;
        }

        @Override
        public void run(Context context) throws InterruptedException {
            starts.incrementAndGet();
            atOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            try (var _ = shape.lease()) {
                if (deaf) {
                    new CountDownLatch(1).await();
                }
                context.awaitWakeup(Duration.ofDays(1));
            } finally {
                stubborn.ifPresent(Looper.this::awaitPermission);
                running.decrementAndGet();
            }
        }

        /// Never comes to an end by itself.
        @Override
        public JobPlan plan(Context context, JobPlan.Extent extent) throws InterruptedException {
            try (var _ = shape.lease()) {
                planning.countDown();
                new CountDownLatch(1).await();
            }
            throw new AssertionError("nobody lets it go on");
        }

        private void awaitPermission(CountDownLatch permission) {
            while (permission.getCount() > 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public JobStatus status() {
            return new JobStatus.Passive(List.of(), Optional.empty(), Optional.empty());
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        table.add(fixture.supplier(90, "1.0.0", "looper", (JobFactory) (_, _, _) -> job));
        var made = new TablePart<JobFactory, Job>(
                table, Wanted.any(JobFactory.class, "looper"), new Components<>(JobFactory.class, _ -> job), NAME);
        var slot =
                new Slot(NAME, "looper", made, () -> List.of(made, shape, rule), Optional.of(Effective.Mapping.EMPTY));
        var shared = new JobContext.Shared(fixture.zfs(), threads, InstantSource.system(), _ -> {});
        supervisor = Optional.of(new Supervisor(List.of(slot), shared, table, Duration.ofMillis(200)));
        supervisor.orElseThrow().start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.orElseThrow().stop();
        threads.end();
    }

    private JobStatus status() {
        return supervisor.orElseThrow().slots().getFirst().view().status();
    }

    @Test
    void a_job_waits_visibly_until_its_supplier_is_there() {
        assertEquals(new JobStatus.Unsupplied(List.of("Maker shape")), status());
        table.add(fixture.maker(1, "1.0.0"));
        await().until(() -> job.running.get() == 1);
        assertTrue(status() instanceof JobStatus.Passive);
    }

    @Test
    void a_removal_returns_when_the_job_has_ended_and_the_job_comes_back_with_its_supplier() {
        var supplier = fixture.maker(1, "1.0.0");
        table.add(supplier);
        await().until(() -> job.running.get() == 1);
        table.remove(supplier.id());
        assertEquals(0, job.running.get());
        assertEquals(new JobStatus.Unsupplied(List.of("Maker shape")), status());
        table.add(fixture.maker(2, "1.0.0"));
        await().until(() -> job.running.get() == 1);
        assertEquals(2, job.starts.get());
    }

    @Test
    void a_removal_also_ends_the_plans_that_use_the_supplier() throws Exception {
        var slot = supervisor.orElseThrow().slots().getFirst();
        var early = assertThrows(IllegalStateException.class, () -> slot.plan(JobPlan.Extent.RUN));
        assertEquals("job \"nightly\" cannot be planned now: it waits for Maker shape", early.getMessage());
        var supplier = fixture.maker(1, "1.0.0");
        table.add(supplier);
        await().until(() -> job.running.get() == 1);
        var asking =
                new FutureTask<>(() -> assertThrows(IllegalStateException.class, () -> slot.plan(JobPlan.Extent.RUN)));
        Thread.ofVirtual().start(asking);
        job.planning.await();
        table.remove(supplier.id());
        assertTrue(table.owners(supplier).isEmpty(), "the plan has let go of it");
        assertTrue(String.valueOf(asking.get().getMessage()).contains("being stopped or replaced"));
    }

    @Test
    void an_update_does_not_touch_a_job_until_the_old_version_goes() {
        var old = fixture.maker(1, "1.0.0");
        table.add(old);
        await().until(() -> job.running.get() == 1);
        table.add(fixture.maker(2, "2.0.0"));
        assertEquals(1, job.starts.get());
        table.remove(old.id());
        await().until(() -> job.starts.get() == 2 && job.running.get() == 1);
    }

    @Test
    void a_job_goes_on_without_its_keep_rule() {
        table.add(fixture.maker(1, "1.0.0"));
        await().until(() -> job.running.get() == 1);
        var newest = fixture.supplier(2, "1.0.0", "newest", (KeepRuleFactory) _ -> _ -> java.util.Set.of());
        table.add(newest);
        table.remove(newest.id());
        assertEquals(1, job.starts.get());
        assertEquals(1, job.running.get());
    }

    @Test
    void a_job_that_outstays_its_supplier_is_never_started_beside_itself() throws InterruptedException {
        var permission = new CountDownLatch(1);
        job.stubborn = Optional.of(permission);
        var old = fixture.maker(1, "1.0.0");
        table.add(old);
        await().until(() -> job.running.get() == 1);
        var removal = new ArrayList<Thread>();
        removal.add(Thread.ofPlatform().start(() -> table.remove(old.id())));
        removal.getFirst().join();
        table.add(fixture.maker(2, "2.0.0"));
        assertEquals(1, job.starts.get());
        permission.countDown();
        await().until(() -> job.starts.get() == 2);
        assertEquals(1, job.atOnce.get());
        assertFalse(job.running.get() > 1);
    }

    @Test
    void a_wakeup_before_the_job_runs_is_for_its_start() {
        supervisor.orElseThrow().slots().getFirst().wakeup();
        assertEquals(0, job.starts.get());
        table.add(fixture.maker(1, "1.0.0"));
        await().until(() -> job.starts.get() == 1 && job.running.get() == 0);
    }

    @Test
    void a_wakeup_that_the_job_has_not_answered_outlives_its_supplier() {
        job.deaf = true;
        var old = fixture.maker(1, "1.0.0");
        table.add(old);
        await().until(() -> job.running.get() == 1);
        supervisor.orElseThrow().slots().getFirst().wakeup();
        table.remove(old.id());
        job.deaf = false;
        table.add(fixture.maker(2, "1.0.0"));
        await().until(() -> job.starts.get() == 2 && job.running.get() == 0);
    }

    @Test
    void a_stop_says_whether_all_jobs_have_ended() throws InterruptedException {
        var permission = new CountDownLatch(1);
        job.stubborn = Optional.of(permission);
        table.add(fixture.maker(1, "1.0.0"));
        await().until(() -> job.running.get() == 1);
        assertFalse(supervisor.orElseThrow().stop());
        permission.countDown();
        await().until(() -> job.running.get() == 0);
        assertTrue(supervisor.orElseThrow().stop());
    }

    @Test
    void a_job_that_could_run_shows_its_own_status_before_it_does() {
        var made = new TablePart<JobFactory, Job>(
                table, Wanted.any(JobFactory.class, "looper"), new Components<>(JobFactory.class, _ -> job), NAME);
        var slot = new Slot(NAME, "looper", made, () -> List.of(made), Optional.of(Effective.Mapping.EMPTY));
        assertTrue(slot.view().status() instanceof JobStatus.Passive);
    }
}
