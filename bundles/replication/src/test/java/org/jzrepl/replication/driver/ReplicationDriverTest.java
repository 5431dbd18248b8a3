// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

class ReplicationDriverTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");
    private static final ReplicationOptions ALL = new ReplicationOptions(Protection.RESUMABLE, Initial.ALL, 2, 4);

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
        Drive.assertWell(drive.run(lab.sender(), lab.receiver(), ALL));
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
    void an_interrupted_receive_goes_on_where_it_stopped() throws Exception {
        lab.snapshot("tank", "0");
        var size = 3 << 20;
        lab.source.write(A, "big", size, 99);
        lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(
                1,
                new Drive()
                        .run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), ALL)
                        .failedFilesystems());
        assertTrue(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
        assertEquals(Set.of("@1 zrepl_STEP_J_job"), Lab.anchors(lab.source, A));
        lab.restart();
        lab.source.faults().none();
        var report = drive.run(lab);
        Drive.assertWell(report);
        lab.assertReplicated("tank/a", "1");
        var step = Drive.of(report, "tank/a").steps().getFirst();
        assertTrue(step.step().resumeToken().isPresent());
        assertTrue(step.bytes() < 2 << 20, "only the rest is sent, not " + step.bytes());
        assertEquals(
                Optional.of("off"),
                Lab.placeholder(lab.target, Lab.received("tank/a")).or(() -> Optional.of("off")));
    }

    @Test
    void an_interrupted_incremental_receive_goes_on_where_it_stopped() throws Exception {
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        Drive.assertWell(drive.run(lab));
        lab.source.write(A, "big", 3 << 20, 99);
        var two = lab.snapshot("tank/a", "2");
        lab.snapshot("tank/a", "3");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(1, drive.run(lab).failedFilesystems());
        lab.source.faults().none();
        lab.restart();
        var report = drive.run(lab);
        Drive.assertWell(report);
        lab.assertReplicated("tank/a", "1", "2", "3");
        var step = Drive.of(report, "tank/a").steps().getFirst();
        assertEquals(two.guid(), step.step().to().guid());
        assertTrue(step.step().resumeToken().isPresent() && step.bytes() < 2 << 20);
    }

    @Test
    void a_partial_receive_whose_snapshot_is_gone_is_cleared() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 3 << 20, 99);
        var gone = lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(
                1,
                drive.run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), ALL)
                        .failedFilesystems());
        lab.source.faults().none();
        lab.source.anchors().release(A, List.of(gone), "zrepl_STEP_J_job");
        lab.source.snapshots().destroy(A, List.of(gone));
        lab.snapshot("tank/a", "2");
        Drive.assertWell(drive.run(lab));
        assertEquals(List.of("2"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        lab.assertReplicated("tank/a", "2");
    }

    @Test
    void a_token_that_the_sender_does_not_accept_is_not_in_the_way() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 3 << 20, 99);
        lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        drive.run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), ALL);
        lab.source.faults().none();
        assertTrue(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
        lab.source.properties().set(A, Map.of("encryption", "aes-256-gcm"));
        var raw = lab.endpoints()
                .sender(
                        Lab.JOB,
                        lab.source,
                        new SendOptions(
                                new DatasetFilter(Map.of("tank/a", true)), true, Set.of(), Bandwidth.UNLIMITED));
        Drive.assertWell(drive.run(raw, lab.receiver(), ALL));
        lab.assertReplicated("tank/a", "1");
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
    void ancestors_that_are_not_replicated_become_placeholders() throws Exception {
        lab.dataset("tank/a/b").dataset("tank/a/b/c");
        lab.snapshot("tank/a/b/c", "1");
        Drive.assertWell(drive.run(lab.sender(Lab.JOB, lab.source, "tank/a/b/c<"), lab.receiver(), ALL));
        lab.assertReplicated("tank/a/b/c", "1");
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
        assertEquals(
                "none",
                Lab.look(lab.target, Lab.received("tank/a/b"))
                        .properties()
                        .get("mountpoint")
                        .value());
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a/b", "1");
        Drive.assertWell(drive.run(lab));
        lab.assertReplicated("tank/a", "1");
        lab.assertReplicated("tank/a/b", "1");
        lab.assertReplicated("tank/a/b/c", "1");
        assertEquals(Optional.of("off"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void ancestors_arrive_before_their_descendants() throws Exception {
        lab.dataset("tank/a/b").dataset("tank/a/b/c");
        for (var path : List.of("tank/a/b/c", "tank/a/b", "tank/a", "tank")) {
            lab.snapshot(path, "1");
        }
        var received = Collections.synchronizedList(new ArrayList<String>());
        var target = new WatchedZfs(lab.target, (call, on) -> {
            if (call.equals("receive") || call.equals("create")) {
                received.add(call + " " + on);
            }
        });
        Drive.assertWell(drive.run(lab.sender(), lab.receiver(Lab.JOB, target), ALL));
        assertEquals(
                List.of(
                        "receive backup/sink/tank",
                        "receive backup/sink/tank/a",
                        "receive backup/sink/tank/a/b",
                        "receive backup/sink/tank/a/b/c"),
                received);
    }

    @Test
    void a_dataset_that_disappears_fails_alone() throws Exception {
        lab.dataset("tank/b").dataset("tank/c");
        for (var path : List.of("tank", "tank/a", "tank/b", "tank/c")) {
            lab.snapshot(path, "1");
        }
        var b = DatasetPath.parse("tank/b");
        var source = new WatchedZfs(lab.source, (call, on) -> {
            if (call.equals("look") && on.equals(b)) {
                destroyOnce(b);
            }
        });
        var report = drive.run(lab.sender(Lab.JOB, source, "tank<"), lab.receiver(), ALL);
        assertEquals(1, report.failedFilesystems());
        assertTrue(Drive.failure(report, "tank/b").contains("tank/b"), Drive.failure(report, "tank/b"));
        lab.assertReplicated("tank/a", "1");
        lab.assertReplicated("tank/c", "1");
    }

    private void destroyOnce(DatasetPath path) throws ZfsException {
        try {
            if (Lab.exists(lab.source, path)) {
                lab.source.destroy(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_failed_ancestor_stops_only_those_that_are_not_there_yet() throws Exception {
        lab.dataset("tank/a/new").dataset("tank/a/old");
        lab.snapshot("tank", "1");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a/old", "1");
        Drive.assertWell(drive.run(lab.sender(Lab.JOB, lab.source, "tank/a/old<"), lab.receiver(), ALL));
        // A real dataset without a common snapshot is in the way of tank/a.
        lab.target.properties().set(Lab.received("tank/a"), Map.of(Dataset.PLACEHOLDER, "off"));
        Lab.snapshot(lab.target, Lab.received("tank/a"), "foreign");
        lab.snapshot("tank/a/old", "2");
        lab.snapshot("tank/a/new", "1");
        var report = drive.run(lab);
        assertTrue(Drive.failure(report, "tank/a").contains("no snapshot in common"));
        assertTrue(Drive.failure(report, "tank/a/new").contains("ancestor tank/a"));
        lab.assertReplicated("tank/a/old", "1", "2");
        assertEquals(2, report.failedFilesystems());
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
                new Drive().run(lab.sender(Lab.JOB, source, "tank<"), lab.receiver(Lab.JOB, target), ALL);
        Drive.assertWell(report);
        return List.copyOf(calls);
    }
}
