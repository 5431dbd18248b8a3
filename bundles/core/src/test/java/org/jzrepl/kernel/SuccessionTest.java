// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.JobStatus;

/// Jobs of one configuration, and those of the next.
final class SuccessionTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Fixture fixture = new Fixture();
    private final ServiceThreads threads = new ServiceThreads();
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch permission = new CountDownLatch(1);
    private Optional<Supervisor> supervisor = Optional.empty();

    /// Tells what it does. Each invocation, and what it undertakes besides, lasts until it is permitted to end.
    private final class Teller implements Job {
        private final JobName name;
        private final String version;

        private Teller(String name, String version) {
            this.name = new JobName(name);
            this.version = version;
        }

        @Override
        public JobName name() {
            return name;
        }

        private void tell(String what) {
            story.add(name + " " + version + " " + what);
        }

        @Override
        public void run(Context context) throws InterruptedException {
            tell("starts");
            try {
                while (true) {
                    context.awaitWakeup(LONG);
                    context.invoke(() -> work("run"));
                }
            } finally {
                tell("ends");
            }
        }

        private void work(String what) throws InterruptedException {
            tell("begins " + what);
            permission.await();
            tell("completes " + what);
        }

        @Override
        public JobStatus status() {
            return new JobStatus.Broken(version);
        }
    }

    private Slot slot(String name, String version) {
        var job = new Teller(name, version);
        var part = new TablePart<JobFactory, Job>(
                fixture.table,
                Wanted.any(JobFactory.class, "teller"),
                new Components<>(JobFactory.class, _ -> job),
                job.name());
        return new Slot(
                job.name(),
                "teller",
                part,
                () -> List.of(part),
                Optional.of(Effective.Mapping.EMPTY.with("version", Effective.Value.byDefault(version, version))));
    }

    @BeforeEach
    void supply() {
        fixture.table.add(fixture.supplier(1, "1.0.0", "teller", (JobFactory) (name, _, _) -> {
            throw new IllegalStateException("job " + name + " is made by the test");
        }));
    }

    private Supervisor started(Slot... slots) throws InterruptedException {
        var shared = new JobContext.Shared(fixture.zfs(), threads, InstantSource.system(), _ -> {});
        var started = new Supervisor(List.of(slots), shared, fixture.table, Duration.ofSeconds(20));
        supervisor = Optional.of(started);
        started.start();
        awaitStory(slots.length);
        return started;
    }

    private void awaitStory(int lines) {
        await().until(() -> story.size() >= lines);
    }

    private void exchange(Slot... next) {
        supervisor.orElseThrow().exchange(List.of(next), fixture.zfs());
    }

    @AfterEach
    void stop() throws InterruptedException {
        permission.countDown();
        supervisor.orElseThrow().stop();
        threads.end();
    }

    @Test
    void a_job_that_is_configured_the_same_notices_nothing() throws InterruptedException {
        var a = slot("a", "1");
        started(a, slot("b", "1"));
        exchange(a, slot("b", "2"));
        await().until(() -> story.contains("b 2 starts"));
        assertTrue(story.stream().noneMatch(line -> line.equals("a 1 ends")), story.toString());
    }

    @Test
    void a_changed_job_that_is_idle_is_replaced_at_once() throws InterruptedException {
        started(slot("a", "1"));
        exchange(slot("a", "2"));
        awaitStory(3);
        assertEquals(List.of("a 1 starts", "a 1 ends", "a 2 starts"), story);
    }

    @Test
    void a_changed_job_completes_its_run_first() throws InterruptedException {
        var one = started(slot("a", "1"));
        one.slots().getFirst().wakeup();
        awaitStory(2);
        exchange(slot("a", "2"));
        assertEquals(new JobStatus.Broken("1"), one.shown().getFirst().view().status());
        permission.countDown();
        awaitStory(5);
        assertEquals(List.of("a 1 starts", "a 1 begins run", "a 1 completes run", "a 1 ends", "a 2 starts"), story);
        assertEquals(new JobStatus.Broken("2"), one.shown().getFirst().view().status());
    }

    @Test
    void a_run_that_was_asked_for_meanwhile_is_the_successors() throws InterruptedException {
        var one = started(slot("a", "1"));
        var old = one.slots().getFirst();
        old.wakeup();
        awaitStory(2);
        old.wakeup();
        exchange(slot("a", "2"));
        permission.countDown();
        awaitStory(7);
        assertEquals(
                List.of(
                        "a 1 starts",
                        "a 1 begins run",
                        "a 1 completes run",
                        "a 1 ends",
                        "a 2 starts",
                        "a 2 begins run",
                        "a 2 completes run"),
                story);
    }

    @Test
    void a_removed_job_completes_its_run_and_is_shown_until_then() throws InterruptedException {
        var one = started(slot("a", "1"));
        one.slots().getFirst().wakeup();
        awaitStory(2);
        exchange();
        assertEquals(List.of(), one.slots());
        assertEquals(1, one.shown().size());
        permission.countDown();
        await().until(() -> one.shown().isEmpty());
        assertEquals("a 1 ends", story.getLast());
    }

    @Test
    void a_successor_that_never_began_leaves_its_turn_to_the_next() throws InterruptedException {
        var one = started(slot("a", "1"));
        one.slots().getFirst().wakeup();
        awaitStory(2);
        exchange(slot("a", "2"));
        exchange(slot("a", "3"));
        permission.countDown();
        await().until(() -> story.contains("a 3 starts"));
        assertFalse(story.contains("a 2 starts"), story.toString());
        assertTrue(story.indexOf("a 1 ends") < story.indexOf("a 3 starts"), story.toString());
    }

    @Test
    void a_stop_ends_those_that_still_finish() throws InterruptedException {
        var one = started(slot("a", "1"));
        one.slots().getFirst().wakeup();
        awaitStory(2);
        exchange(slot("a", "2"));
        one.stop();
        assertEquals("a 1 ends", story.getLast());
    }

    @Test
    void what_is_undertaken_besides_a_run_is_finished_and_nothing_new_begins() throws InterruptedException {
        var context = new JobContext(
                new JobContext.Shared(fixture.zfs(), threads, InstantSource.system(), _ -> {}), fixture.zfs());
        var begun = new CountDownLatch(1);
        threads.start(
                "snapshots",
                () -> context.undertake(() -> {
                    begun.countDown();
                    permission.await();
                    story.add("undertaken");
                }));
        begun.await();
        var job = threads.start("job", () -> context.awaitWakeup(LONG));
        threads.start("finish", () -> {
            context.finish(job);
            story.add("finished");
        });
        await().until(() -> refuses(context));
        permission.countDown();
        awaitStory(2);
        assertEquals(List.of("undertaken", "finished"), story);
        started();
    }

    private static boolean refuses(JobContext context) {
        try {
            context.undertake(() -> {});
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
