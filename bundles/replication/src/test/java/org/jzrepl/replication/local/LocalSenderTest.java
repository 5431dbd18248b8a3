// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

class LocalSenderTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");
    private static final Protection INCREMENTAL = new Protection(Guarantee.INCREMENTAL, Guarantee.INCREMENTAL);
    private static final Protection NOTHING = new Protection(Guarantee.NOTHING, Guarantee.NOTHING);

    private Lab lab;
    private Snapshot one;
    private Snapshot two;

    @BeforeEach
    void two_snapshots() throws IOException, InterruptedException {
        lab = new Lab().dataset("tank/a");
        one = lab.snapshot("tank/a", "1");
        two = lab.snapshot("tank/a", "2");
    }

    private String cursor(Snapshot snapshot) {
        return "#zrepl_CURSOR_G_" + snapshot.guid().hex() + "_J_job";
    }

    private String tentative(Snapshot snapshot) {
        return "#zrepl_CURSORTENTATIVE__G_" + snapshot.guid().hex() + "_J_job";
    }

    private void send(Step step) throws IOException, InterruptedException {
        lab.sender().send(step).close();
    }

    private Set<String> anchors() throws IOException, InterruptedException {
        return Lab.anchors(lab.source, A);
    }

    @Test
    void a_full_step_holds_its_target() throws Exception {
        send(Lab.full("tank/a", one));
        assertEquals(Set.of("@1 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void a_step_holds_both_its_ends() throws Exception {
        send(Lab.incremental("tank/a", one, two));
        assertEquals(Set.of("@1 zrepl_STEP_J_job", "@2 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void a_completed_step_leaves_the_cursor_alone() throws Exception {
        lab.carryOut(Lab.full("tank/a", one));
        assertEquals(Set.of(cursor(one)), anchors());
        lab.carryOut(Lab.incremental("tank/a", one, two));
        assertEquals(Set.of(cursor(two)), anchors());
    }

    @Test
    void the_next_send_releases_what_a_failed_one_held() throws Exception {
        send(Lab.full("tank/a", one));
        send(Lab.full("tank/a", two));
        assertEquals(Set.of("@2 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void the_incremental_guarantee_bookmarks_instead_of_holding() throws Exception {
        send(Lab.protectedBy(Lab.incremental("tank/a", one, two), INCREMENTAL));
        assertEquals(Set.of(tentative(one), tentative(two)), anchors());
        lab.carryOut(Lab.protectedBy(Lab.full("tank/a", one), INCREMENTAL));
        lab.carryOut(Lab.protectedBy(Lab.incremental("tank/a", one, two), INCREMENTAL));
        assertEquals(Set.of(cursor(two)), anchors());
    }

    @Test
    void a_tentative_cursor_that_a_step_starts_from_survives_it() throws Exception {
        send(Lab.protectedBy(Lab.full("tank/a", one), INCREMENTAL));
        var base = Lab.look(lab.source, A).revisions().stream()
                .filter(revision -> revision.relativeName().equals(tentative(one)))
                .findFirst()
                .orElseThrow();
        send(Lab.protectedBy(Lab.incremental("tank/a", base, two), INCREMENTAL));
        assertEquals(Set.of(tentative(one), tentative(two)), anchors());
        send(Lab.incremental("tank/a", base, two));
        assertEquals(Set.of(tentative(one), "@2 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void no_guarantee_leaves_nothing_behind() throws Exception {
        lab.carryOut(Lab.full("tank/a", one));
        send(Lab.protectedBy(Lab.incremental("tank/a", one, two), NOTHING));
        assertEquals(Set.of(cursor(one)), anchors());
        lab.carryOut(Lab.protectedBy(Lab.incremental("tank/a", one, two), NOTHING));
        assertEquals(Set.of(), anchors());
    }

    @Test
    void the_guarantee_for_full_steps_differs_from_that_for_incremental_ones() throws Exception {
        var mixed = new Protection(Guarantee.NOTHING, Guarantee.RESUMABILITY);
        send(Lab.protectedBy(Lab.full("tank/a", one), mixed));
        assertEquals(Set.of(), anchors());
        send(Lab.protectedBy(Lab.incremental("tank/a", one, two), mixed));
        assertEquals(Set.of("@1 zrepl_STEP_J_job", "@2 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void what_others_left_is_not_touched() throws Exception {
        var theirs = Set.of(
                "@1 zrepl_STEP_J_other",
                "@1 keep",
                "#mine",
                "#zrepl_replication_cursor",
                "#zrepl_CURSOR_G_" + one.guid().hex() + "_J_other");
        lab.source.anchors().hold(A, List.of(one), "zrepl_STEP_J_other");
        lab.source.anchors().hold(A, List.of(one), "keep");
        lab.source.anchors().bookmark(A, one, "mine");
        lab.source.anchors().bookmark(A, one, "zrepl_replication_cursor");
        lab.source.anchors().bookmark(A, one, OnDiskNames.cursor(A, one.guid(), new JobName("other")));
        lab.carryOut(Lab.full("tank/a", one));
        lab.carryOut(Lab.incremental("tank/a", one, two));
        var expected = new HashSet<>(theirs);
        expected.add(cursor(two));
        assertEquals(expected, anchors());
    }

    @Test
    void the_cursor_is_a_base_after_its_snapshot_is_gone() throws Exception {
        lab.carryOut(Lab.full("tank/a", one));
        lab.source.snapshots().destroy(A, List.of(one));
        var base = Lab.look(lab.source, A).revisions().getFirst();
        assertEquals(cursor(one), base.relativeName());
        lab.carryOut(Lab.incremental("tank/a", base, two));
        lab.assertReplicated("tank/a", "2");
        assertEquals(Set.of(cursor(two)), anchors());
    }

    @Test
    void a_step_can_be_completed_after_its_base_was_pruned() throws Exception {
        lab.carryOut(Lab.full("tank/a", one));
        var step = Lab.incremental("tank/a", one, two);
        lab.receiver().receive(step, lab.sender().send(step));
        lab.source.anchors().release(A, List.of(one), "zrepl_STEP_J_job");
        lab.source.snapshots().destroy(A, List.of(one));
        lab.sender().completed(step);
        assertEquals(Set.of(cursor(two)), anchors());
    }

    @Test
    void a_missing_base_is_named() {
        var gone = new Snapshot("gone", one.guid(), 1, one.creation());
        var failure = assertThrows(
                NoSuchDatasetException.class, () -> lab.sender().send(Lab.incremental("tank/a", gone, two)));
        assertTrue(failure.getMessage().contains("tank/a@gone"), failure.getMessage());
    }

    @Test
    void a_dataset_outside_the_filter_does_not_exist_for_peers() throws Exception {
        lab.dataset("tank/b");
        var secret = lab.snapshot("tank/b", "1");
        var sender = lab.endpoints().sender(Lab.JOB, lab.source, Lab.sending(Map.of("tank<", true, "tank/b<", false)));
        var b = DatasetPath.parse("tank/b");
        assertFalse(sender.filesystems().stream()
                .anyMatch(filesystem -> filesystem.path().equals(b)));
        assertThrows(ZfsException.class, () -> sender.send(Lab.full("tank/b", secret)));
        assertThrows(ZfsException.class, () -> sender.estimate(Lab.full("tank/b", secret)));
        assertThrows(ZfsException.class, () -> sender.completed(Lab.full("tank/b", secret)));
        assertThrows(ZfsException.class, () -> sender.revisions(b));
        assertThrows(ZfsException.class, () -> sender.cursor(b));
        assertThrows(ZfsException.class, () -> sender.destroy(b, List.of(secret)));
        assertEquals(List.of("1"), Lab.snapshots(lab.source, b));
    }

    @Test
    void a_forged_token_is_refused_before_anything_is_held() throws Exception {
        var full = Lab.full("tank/a", one);
        var forged = new Step(A, full.from(), one, Optional.of("1-c900112c2-b8-00"), full.protection());
        assertThrows(ZfsException.class, () -> lab.sender().send(forged));
        assertEquals(Set.of(), anchors());
    }

    @Test
    void only_the_dataset_that_is_stepped_is_read_anew() throws Exception {
        for (int i = 0; i < 5; i++) {
            lab.dataset("tank/b" + i);
            lab.snapshot("tank/b" + i, "1");
        }
        var calls = new ArrayList<String>();
        var sender = lab.sender(Lab.JOB, new WatchedZfs(lab.source, (call, on) -> calls.add(call + " " + on)), "tank<");
        sender.filesystems();
        sender.send(Lab.full("tank/a", one)).close();
        sender.revisions(DatasetPath.parse("tank/b1"));
        sender.cursor(DatasetPath.parse("tank/b2"));
        assertEquals(List.of("scan tank", "look tank/a", "identify tank/a", "hold tank/a", "send tank/a"), calls);
        assertEquals(List.of(one, two), sender.revisions(A));
        assertEquals("send tank/a", calls.getLast());
    }

    @Test
    void what_this_side_did_is_seen_without_reading_it_again() throws Exception {
        var calls = new ArrayList<String>();
        var sender = lab.sender(Lab.JOB, new WatchedZfs(lab.source, (call, on) -> calls.add(call)), "tank<");
        sender.filesystems();
        var first = Lab.full("tank/a", one);
        lab.receiver().receive(first, sender.send(first));
        sender.completed(first);
        assertEquals(Optional.of(one.guid()), sender.cursor(A));
        var next = Lab.incremental("tank/a", one, two);
        lab.receiver().receive(next, sender.send(next));
        sender.completed(next);
        assertEquals(Optional.of(two.guid()), sender.cursor(A));
        assertEquals(Lab.look(lab.source, A).revisions(), sender.revisions(A));
        assertEquals(0, calls.stream().filter("scan"::equals).skip(1).count());
        assertEquals(2, calls.stream().filter("look"::equals).count(), "one for each send: " + calls);
    }

    @Test
    void a_snapshot_taken_since_the_reading_can_be_estimated_and_sent() throws Exception {
        var sender = lab.sender();
        sender.filesystems();
        var three = lab.snapshot("tank/a", "3");
        assertTrue(sender.estimate(Lab.incremental("tank/a", two, three)).isPresent());
        sender.send(Lab.incremental("tank/a", two, three)).close();
        assertEquals(Set.of("@2 zrepl_STEP_J_job", "@3 zrepl_STEP_J_job"), anchors());
    }

    @Test
    void nothing_is_listed_for_a_filter_that_passes_nothing() throws Exception {
        var calls = new ArrayList<String>();
        var zfs = new WatchedZfs(lab.source, (call, on) -> calls.add(call));
        assertEquals(
                List.of(),
                lab.endpoints()
                        .sender(Lab.JOB, zfs, Lab.sending(Map.of("tank<", false)))
                        .filesystems());
        assertEquals(List.of(), calls);
    }

    @Test
    void a_placeholder_is_listed_as_one() throws Exception {
        lab.source.properties().create(DatasetPath.parse("tank/p"), Map.of(Dataset.PLACEHOLDER, "on"));
        assertTrue(lab.sender().filesystems().stream()
                .anyMatch(filesystem -> filesystem.path().toString().equals("tank/p") && filesystem.placeholder()));
    }
}
