// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// What one run brings, leaves and tells.
class ReplicationDriverTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");

    private Lab lab;
    private Drive drive;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab().dataset("tank/a");
        drive = new Drive();
    }

    private String cursor(Snapshot snapshot) {
        return "#zrepl_CURSOR_G_" + snapshot.guid().hex() + "_J_job";
    }

    @Test
    void the_newest_snapshot_arrives_first_and_later_ones_one_by_one() throws Exception {
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a", "2");
        lab.snapshot("tank", "0");
        Drive.assertWell(drive.run(lab));
        lab.snapshot("tank/a", "3");
        var newest = lab.snapshot("tank/a", "4");
        Drive.assertWell(drive.run(lab));
        assertEquals(List.of("2", "3", "4"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        lab.assertReplicated("tank/a", "2", "3", "4");
        assertEquals(Set.of(cursor(newest)), Lab.anchors(lab.source, A));
        assertEquals(Set.of("@4 zrepl_last_received_J_job"), Lab.anchors(lab.target, Lab.received("tank/a")));
    }

    @Test
    void all_of_the_history_arrives_where_that_is_asked_for() throws Exception {
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a", "2");
        Drive.assertWell(drive.run(lab.sender(), lab.receiver(), Drive.ALL));
        lab.assertReplicated("tank/a", "1", "2");
    }

    @Test
    void a_run_with_nothing_to_do_says_so() throws Exception {
        lab.snapshot("tank", "0");
        var one = lab.snapshot("tank/a", "1");
        drive.run(lab);
        var report = drive.run(lab);
        Drive.assertWell(report);
        var done = assertInstanceOf(State.Done.class, Drive.of(report, "tank/a").state());
        assertEquals(
                one.guid(),
                assertInstanceOf(Plan.UpToDate.class, done.plan()).common().guid());
        assertTrue(report.finished().isPresent());
    }

    @Test
    void the_cursor_is_the_base_when_its_snapshot_is_gone() throws Exception {
        lab.snapshot("tank", "0");
        var one = lab.snapshot("tank/a", "1");
        drive.run(lab);
        lab.source.snapshots().destroy(A, List.of(one));
        lab.snapshot("tank/a", "2");
        var report = drive.run(lab);
        Drive.assertWell(report);
        lab.assertReplicated("tank/a", "2");
        assertEquals(
                cursor(one),
                Drive.of(report, "tank/a")
                        .steps()
                        .getFirst()
                        .step()
                        .from()
                        .orElseThrow()
                        .relativeName());
    }

    @Test
    void jobs_on_the_same_datasets_leave_each_others_anchors_alone() throws Exception {
        lab.snapshot("tank", "0");
        var one = lab.snapshot("tank/a", "1");
        drive.run(lab);
        var other = new JobName("other");
        var elsewhere = new Lab();
        var two = lab.snapshot("tank/a", "2");
        Drive.assertWell(drive.run(
                lab.sender(other, lab.source, "tank<"),
                elsewhere.receiver(other, elsewhere.target),
                ReplicationOptions.STANDARD));
        assertEquals(
                Set.of(cursor(one), "#zrepl_CURSOR_G_" + two.guid().hex() + "_J_other"), Lab.anchors(lab.source, A));
        Drive.assertWell(drive.run(lab));
        assertEquals(
                Set.of(cursor(two), "#zrepl_CURSOR_G_" + two.guid().hex() + "_J_other"), Lab.anchors(lab.source, A));
    }

    @Test
    void pictures_follow_each_other_to_the_last_one() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 2 << 20, 99);
        lab.snapshot("tank/a", "1");
        var last = drive.run(lab);
        assertEquals(last, drive.pictures.getLast());
        var bytes = drive.pictures.stream()
                .flatMap(picture -> picture.attempts().stream())
                .flatMap(attempt -> attempt.filesystems().stream())
                .filter(filesystem -> filesystem.path().equals(A))
                .flatMap(filesystem -> filesystem.steps().stream())
                .map(StepReport::bytes)
                .toList();
        assertEquals(bytes.stream().sorted().toList(), bytes);
        assertTrue(bytes.stream().distinct().count() > 3, "byte counts are seen while they grow");
        assertTrue(bytes.getLast() > 2 << 20);
        assertTrue(
                drive.pictures.stream().allMatch(picture -> picture.attempts().size() <= 1));
        assertFalse(drive.pictures.getFirst().finished().isPresent());
    }

    @Test
    void sizes_are_estimated_before_anything_is_sent() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 2 << 20, 99);
        lab.snapshot("tank/a", "1");
        var report = drive.run(lab);
        var step = Drive.of(report, "tank/a").steps().getFirst();
        assertTrue(step.expectedBytes().orElseThrow() >= 2 << 20, step.toString());
    }

    @Test
    void conflicts_are_told_in_words() throws Exception {
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        drive.run(lab);
        Lab.snapshot(lab.target, Lab.received("tank/a"), "foreign");
        lab.snapshot("tank/a", "2");
        var report = drive.run(lab);
        assertTrue(Drive.failure(report, "tank/a").contains("@foreign"));
        assertEquals(1, report.failedFilesystems());
        assertEquals(1, report.attempts().size());
    }

    @Test
    void an_idle_run_costs_the_same_for_many_datasets_as_for_few() throws Exception {
        assertEquals(idleCalls(2), idleCalls(200));
    }

    private static List<String> idleCalls(int datasets) throws Exception {
        var lab = new Lab();
        lab.snapshot("tank", "0");
        for (int i = 0; i < datasets; i++) {
            lab.dataset("tank/d" + i);
            lab.snapshot("tank/d" + i, "1");
        }
        Drive.assertWell(new Drive().run(lab));
        lab.restart();
        var calls = Collections.synchronizedList(new ArrayList<String>());
        var source = new WatchedZfs(lab.source, (call, on) -> calls.add("sender " + call));
        var target = new WatchedZfs(lab.target, (call, on) -> calls.add("receiver " + call));
        ReplicationReport report =
                new Drive().run(lab.sender(Lab.JOB, source, "tank<"), lab.receiver(Lab.JOB, target), Drive.ALL);
        Drive.assertWell(report);
        return List.copyOf(calls);
    }
}
