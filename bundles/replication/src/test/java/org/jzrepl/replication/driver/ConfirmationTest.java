// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.replication.local.OnDiskNames;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// What random histories have found, one by one: what an interrupted run leaves, the next one makes up for.
class ConfirmationTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");
    private static final String HOLD = " zrepl_last_received_J_job";

    private Lab lab;
    private Snapshot one;

    @BeforeEach
    void one_snapshot() throws Exception {
        lab = new Lab().dataset("tank/a");
        one = lab.snapshot("tank/a", "1");
    }

    private void run() throws InterruptedException {
        run(Protection.RESUMABLE);
    }

    private void run(Protection protection) throws InterruptedException {
        Drive.assertWell(
                new Drive().run(lab.sender(Lab.JOB, lab.source, "tank/a"), lab.receiver(), options(protection)));
    }

    private static ReplicationOptions options(Protection protection) {
        return new ReplicationOptions(protection, Initial.MOST_RECENT, 1, 1);
    }

    /// A run in which the receiver fails just after it has received, and hears nothing more of it.
    private void failsAfterReceiving(Protection protection) throws Exception {
        var failing = new WatchedZfs(lab.target, new WatchedZfs.Watch() {
            @Override
            public void before(String call, DatasetPath dataset) throws ZfsException {
                if (call.equals("hold") || call.equals("release")) {
                    throw new ZfsException("the daemon died");
                }
            }
        });
        var report = new Drive()
                .run(lab.sender(Lab.JOB, lab.source, "tank/a"), lab.receiver(Lab.JOB, failing), options(protection));
        assertEquals(1, report.failedFilesystems(), report.toString());
    }

    private void assertConfirmed(Snapshot newest) throws Exception {
        assertEquals(Set.of(cursor(newest, Lab.JOB)), ours(Lab.anchors(lab.source, A)));
        assertEquals(Set.of("@" + newest.name() + HOLD), Lab.anchors(lab.target, Lab.received("tank/a")));
    }

    private static Set<String> ours(Set<String> anchors) {
        var ours = new java.util.TreeSet<>(anchors);
        ours.removeIf(anchor -> !anchor.endsWith("_J_job"));
        return ours;
    }

    private static String cursor(Snapshot of, JobName job) {
        return "#" + OnDiskNames.cursor(A, of.guid(), job);
    }

    @Test
    void what_has_arrived_unnoticed_is_confirmed_without_a_new_snapshot() throws Exception {
        failsAfterReceiving(Protection.RESUMABLE);
        assertEquals(Set.of("@1 zrepl_STEP_J_job"), Lab.anchors(lab.source, A));
        run();
        assertConfirmed(one);
    }

    @Test
    void the_cursor_of_another_job_at_the_same_snapshot_confirms_nothing() throws Exception {
        failsAfterReceiving(Protection.RESUMABLE);
        var other = new JobName("other");
        lab.source.anchors().bookmark(A, one, OnDiskNames.cursor(A, one.guid(), other));
        run();
        assertConfirmed(one);
        assertTrue(Lab.anchors(lab.source, A).contains(cursor(one, other)));
    }

    @Test
    void a_receiver_that_lost_a_dataset_is_confirmed_when_the_cursor_is_there_already() throws Exception {
        run();
        lab.target.destroy(Lab.received("tank/a"));
        failsAfterReceiving(Protection.RESUMABLE);
        run();
        assertConfirmed(one);
    }

    @Test
    void a_cursor_that_was_removed_by_hand_comes_back() throws Exception {
        run();
        lab.source
                .snapshots()
                .destroy(
                        A,
                        Lab.look(lab.source, A).revisions().stream()
                                .filter(revision -> revision.relativeName().startsWith("#"))
                                .toList());
        run();
        assertConfirmed(one);
    }

    @Test
    void without_guarantee_an_idle_run_keeps_the_cursor_and_makes_none() throws Exception {
        var nothing = new Protection(Guarantee.NOTHING, Guarantee.NOTHING);
        run();
        run(nothing);
        assertConfirmed(one);
        lab.snapshot("tank/a", "2");
        run(nothing);
        assertEquals(Set.of(), Lab.anchors(lab.source, A));
        run(nothing);
        assertEquals(Set.of(), Lab.anchors(lab.source, A));
    }

    @Test
    void an_initial_step_with_a_guarantee_is_confirmed_though_later_ones_have_none() throws Exception {
        var mixed = new Protection(Guarantee.RESUMABILITY, Guarantee.NOTHING);
        failsAfterReceiving(mixed);
        run(mixed);
        assertConfirmed(one);
    }

    @Test
    void a_step_that_is_to_be_resumed_keeps_both_ends_held() throws Exception {
        run();
        lab.source.write(A, "large", 2 << 20, 5);
        lab.snapshot("tank/a", "2");
        lab.source.faults().breakStreamsAfter(1 << 20);
        var broken = new Drive()
                .run(lab.sender(Lab.JOB, lab.source, "tank/a"), lab.receiver(), options(Protection.RESUMABLE));
        assertEquals(1, broken.failedFilesystems());
        lab.source.faults().none();
        lab.restart();
        var atSend = new ArrayList<Set<String>>();
        var watched = new WatchedZfs(lab.source, new WatchedZfs.Watch() {
            @Override
            public void before(String call, DatasetPath dataset) throws ZfsException {
                if (call.equals("estimate")) {
                    atSend.add(anchorsNow());
                }
            }
        });
        Drive.assertWell(
                new Drive().run(lab.sender(Lab.JOB, watched, "tank/a"), lab.receiver(), options(Protection.RESUMABLE)));
        assertTrue(
                atSend.getFirst().containsAll(Set.of("@1 zrepl_STEP_J_job", "@2 zrepl_STEP_J_job")), atSend.toString());
    }

    private Set<String> anchorsNow() throws ZfsException {
        try {
            return Lab.anchors(lab.source, A);
        } catch (InterruptedException e) {
            throw new ZfsException("interrupted", e);
        }
    }

    @Test
    void an_idle_run_reads_each_side_once_and_does_nothing_else() throws Exception {
        run();
        lab.source.anchors().hold(A, List.of(one), "somebody-elses");
        run(); // sees once that the hold is none of ours
        var calls = new CopyOnWriteArrayList<String>();
        WatchedZfs.Watch counting = (call, _) -> calls.add(call);
        Drive.assertWell(new Drive()
                .run(
                        lab.sender(Lab.JOB, new WatchedZfs(lab.source, counting), "tank/a"),
                        lab.receiver(Lab.JOB, new WatchedZfs(lab.target, counting)),
                        options(Protection.RESUMABLE)));
        assertEquals(List.of("scan", "scan"), calls);
    }
}
