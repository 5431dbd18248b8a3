// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.TestThreads;

class ReconnectionTest {
    private Lab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab().dataset("tank/a");
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a", "2");
    }

    /// A call of the sender, which may fail.
    private interface Line {
        void before(String call) throws IOException, InterruptedException;
    }

    /// A sender behind a line.
    private record Behind(Endpoint.Sender sender, Line line) implements Endpoint.Sender {
        @Override
        public List<Filesystem> filesystems() throws IOException, InterruptedException {
            line.before("filesystems");
            return sender.filesystems();
        }

        @Override
        public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
            line.before("revisions " + filesystem);
            return sender.revisions(filesystem);
        }

        @Override
        public OptionalLong estimate(Step step) throws IOException, InterruptedException {
            line.before("estimate");
            return sender.estimate(step);
        }

        @Override
        public Sending send(Step step) throws IOException, InterruptedException {
            line.before("send " + step.filesystem());
            return sender.send(step);
        }

        @Override
        public void completed(Step step) throws IOException, InterruptedException {
            line.before("completed " + step.filesystem() + step.to().relativeName());
            sender.completed(step);
        }

        @Override
        public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
            return sender.cursor(filesystem);
        }

        @Override
        public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
                throws IOException, InterruptedException {
            return sender.destroy(filesystem, snapshots);
        }

        @Override
        public void awaitReachable() throws IOException, InterruptedException {
            line.before("reach");
        }

        @Override
        public void close() {}
    }

    private static Line losing(String lost, int times) {
        var left = new AtomicInteger(times);
        return call -> {
            if (call.equals(lost) && left.getAndDecrement() > 0) {
                throw new UnreachableException(lost + ": the line is down");
            }
        };
    }

    @Test
    void a_lost_step_is_tried_again_in_the_same_run() throws Exception {
        var report = new Drive()
                .run(new Behind(lab.sender(), losing("send tank/a", 1)), lab.receiver(), ReplicationOptions.STANDARD);
        Drive.assertWell(report);
        assertEquals(2, report.attempts().size());
        lab.assertReplicated("tank/a", "2");
    }

    @Test
    void a_connection_lost_while_planning_is_waited_for() throws Exception {
        for (var call : List.of("filesystems", "revisions tank/a", "estimate")) {
            open();
            var report = new Drive()
                    .run(new Behind(lab.sender(), losing(call, 1)), lab.receiver(), ReplicationOptions.STANDARD);
            Drive.assertWell(report);
            assertEquals(2, report.attempts().size(), call);
            lab.assertReplicated("tank/a", "2");
        }
    }

    @Test
    void a_step_that_arrived_though_its_completion_was_lost_is_not_sent_again() throws Exception {
        var line = losing("completed tank/a@2", 1);
        var report = new Drive().run(new Behind(lab.sender(), line), lab.receiver(), ReplicationOptions.STANDARD);
        Drive.assertWell(report);
        assertEquals(List.of("2"), Lab.snapshots(lab.target, Lab.received("tank/a")));
    }

    @Test
    void snapshots_taken_during_the_run_are_left_for_the_next() throws Exception {
        Drive.assertWell(new Drive().run(lab));
        lab.snapshot("tank/a", "3");
        var left = new AtomicInteger(1);
        Line line = call -> {
            if (call.equals("send tank/a") && left.getAndDecrement() > 0) {
                lab.snapshot("tank/a", "4");
                throw new UnreachableException("the line is down");
            }
        };
        Drive.assertWell(new Drive().run(new Behind(lab.sender(), line), lab.receiver(), ReplicationOptions.STANDARD));
        assertEquals(List.of("2", "3"), Lab.snapshots(lab.target, Lab.received("tank/a")));
    }

    @Test
    void a_run_gives_up_after_three_attempts() throws Exception {
        var report = new Drive()
                .run(new Behind(lab.sender(), losing("filesystems", 9)), lab.receiver(), ReplicationOptions.STANDARD);
        assertEquals(3, report.attempts().size());
        assertEquals(-1, report.failedFilesystems());
        assertTrue(report.finished().isPresent());
    }

    @Test
    void failures_other_than_of_the_connection_end_the_run() throws Exception {
        Line line = call -> {
            if (call.equals("send tank/a")) {
                throw new IOException("connection reset by peer");
            }
        };
        var report = new Drive().run(new Behind(lab.sender(), line), lab.receiver(), ReplicationOptions.STANDARD);
        assertEquals(1, report.attempts().size());
        assertEquals("connection reset by peer", Drive.failure(report, "tank/a"));
    }

    @Test
    void a_side_that_stays_away_fails_the_run_at_the_deadline() throws Exception {
        Line line = call -> {
            if (call.equals("reach")) {
                new CountDownLatch(1).await();
            } else {
                throw new UnreachableException("the line is down");
            }
        };
        var impatient = new Tunables(3, Duration.ofMillis(50), Duration.ofHours(1), Duration.ZERO);
        var report =
                new Drive(impatient).run(new Behind(lab.sender(), line), lab.receiver(), ReplicationOptions.STANDARD);
        assertEquals(1, report.attempts().size());
        assertTrue(report.reconnect().orElseThrow().failure().isPresent());
    }

    @Test
    void an_interrupt_ends_streams_and_threads() throws Exception {
        lab.source.write(DatasetPath.parse("tank/a"), "big", 8 << 20, 3);
        lab.snapshot("tank/a", "3");
        lab.source.faults().bytesPerSecond(OptionalLong.of(100_000));
        var drive = new Drive();
        try (var threads = new TestThreads();
                var workers = new TestThreads()) {
            var caught = new CountDownLatch(1);
            var run = threads.start("run", () -> {
                try {
                    new ReplicationDriver(workers, InstantSource.system(), Drive.QUICK)
                            .replicate(lab.sender(), lab.receiver(), ReplicationOptions.STANDARD, drive.pictures::add);
                } catch (InterruptedException e) {
                    assertEquals(0, workers.running());
                    caught.countDown();
                }
            });
            await().until(() -> drive.pictures.stream().anyMatch(ReconnectionTest::flows));
            run.interrupt();
            run.join();
            assertEquals(0, caught.getCount());
            assertTrue(drive.pictures.getLast().finished().isPresent());
        }
        lab.source.faults().bytesPerSecond(OptionalLong.empty());
        lab.restart();
        Drive.assertWell(new Drive().run(lab));
        lab.assertReplicated("tank/a", "3");
        assertFalse(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
    }

    private static boolean flows(ReplicationReport picture) {
        return picture.attempts().stream()
                .flatMap(attempt -> attempt.filesystems().stream())
                .filter(filesystem -> filesystem.path().toString().equals("tank/a"))
                .flatMap(filesystem -> filesystem.steps().stream())
                .anyMatch(step -> step.bytes() > 0);
    }
}
