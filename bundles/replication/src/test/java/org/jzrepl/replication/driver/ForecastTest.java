// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.zfs.WatchedZfs;

class ForecastTest {
    private static final Set<String> READING = Set.of("scan", "look", "identify", "holds", "estimate");

    private final Set<String> calls = new ConcurrentSkipListSet<>();
    private Lab lab;

    @BeforeEach
    void two_datasets() throws Exception {
        lab = new Lab().dataset("tank/a").dataset("tank/a/b");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a/b", "1");
    }

    private Sender sender() {
        return lab.sender(Lab.JOB, new WatchedZfs(lab.source, (call, _) -> calls.add(call)), "tank/a<");
    }

    private Receiver receiver() {
        return lab.receiver(Lab.JOB, new WatchedZfs(lab.target, (call, _) -> calls.add(call)));
    }

    private ReplicationPlan plan() throws InterruptedException {
        return plan(sender());
    }

    private ReplicationPlan plan(Sender sender) throws InterruptedException {
        try (var threads = new TestThreads()) {
            return new ReplicationDriver(threads, InstantSource.system(), Drive.QUICK)
                    .plan(sender, receiver(), ReplicationOptions.STANDARD);
        }
    }

    private void run() throws InterruptedException {
        Drive.assertWell(new Drive().run(sender(), receiver(), ReplicationOptions.STANDARD));
    }

    private static FilesystemPlan of(ReplicationPlan plan, String path) {
        return plan.filesystems().stream()
                .filter(one -> one.path().equals(DatasetPath.parse(path)))
                .findFirst()
                .orElseThrow();
    }

    private void assertOnlyRead() {
        var others = new TreeSet<>(calls);
        others.removeAll(READING);
        assertEquals(Set.of(), others);
    }

    @Test
    void what_is_planned_is_what_a_run_then_does() throws Exception {
        run();
        lab.snapshot("tank/a", "2");
        lab.snapshot("tank/a", "3");
        calls.clear();
        var plan = plan();
        assertOnlyRead();
        var steps = assertInstanceOf(
                        Plan.Catchup.class, of(plan, "tank/a").plan().orElseThrow())
                .steps();
        assertInstanceOf(Plan.UpToDate.class, of(plan, "tank/a/b").plan().orElseThrow());
        var report = new Drive().run(sender(), receiver(), ReplicationOptions.STANDARD);
        var done = Drive.of(report, "tank/a").steps();
        assertEquals(steps, done.stream().map(StepReport::step).toList());
        assertEquals(
                of(plan, "tank/a").expectedBytes(),
                done.stream().map(StepReport::expectedBytes).toList());
    }

    @Test
    void a_full_step_says_why_it_is_not_incremental() throws Exception {
        assertEquals(
                List.of("in full, since the receiver does not have it"),
                of(plan(), "tank/a").notes());
        var child = lab.sender(Lab.JOB, lab.source, "tank/a/b");
        Drive.assertWell(new Drive().run(child, lab.receiver(), ReplicationOptions.STANDARD));
        assertEquals(
                List.of("in full, since the receiver has but a placeholder for it"),
                of(plan(), "tank/a").notes());
        assertOnlyRead();
    }

    @Test
    void a_partial_receive_that_cannot_go_on_is_named_and_left() throws Exception {
        lab.source.write(DatasetPath.parse("tank/a"), "large", 2 << 20, 3);
        var large = lab.snapshot("tank/a", "large");
        lab.source.faults().breakStreamsAfter(1 << 20);
        new Drive().run(lab.sender(Lab.JOB, lab.source, "tank/a"), lab.receiver(), ReplicationOptions.STANDARD);
        lab.source.faults().none();
        assertEquals(
                List.of("goes on with a partial receive"), of(plan(), "tank/a").notes());
        lab.source.anchors().release(DatasetPath.parse("tank/a"), List.of(large), "zrepl_STEP_J_job");
        lab.source.snapshots().destroy(DatasetPath.parse("tank/a"), List.of(large));
        var plan = of(plan(), "tank/a");
        assertTrue(
                plan.notes().getFirst().startsWith("a partial receive will be cleared"),
                plan.notes().toString());
        assertEquals(
                List.of("1"),
                ((Plan.Catchup) plan.plan().orElseThrow())
                        .steps().stream().map(Step::to).map(to -> to.name()).toList());
        assertTrue(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
        assertOnlyRead();
    }

    @Test
    void conflicts_and_failures_are_in_the_plan() throws Exception {
        run();
        Lab.snapshot(lab.target, Lab.received("tank/a"), "foreign");
        var conflict = of(plan(), "tank/a").plan().orElseThrow();
        assertInstanceOf(Plan.Conflict.Diverged.class, conflict);
        var broken = new WatchedZfs(lab.source, (_, _) -> {
            throw new ZfsException("pool tank is suspended");
        });
        var plan = plan(lab.sender(Lab.JOB, broken, "tank<"));
        assertEquals("pool tank is suspended", plan.error().orElseThrow());
    }
}
