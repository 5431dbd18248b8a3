// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;

/// What the jobs of a configuration answer when they are asked what they would do.
final class JobPlanTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SOURCE = """
            - name: offered
              type: source
              serve: {type: local, listener_name: l}
              filesystems: {"tank<": true, tank: false}
              snapshotting: {type: manual}
            """;
    private static final String PULL = """
            - name: laptop
              type: pull
              connect: {type: local, listener_name: l, client_identity: laptop}
              root_fs: backup
              recv: {placeholder: {encryption: inherit}}
              interval: manual
              pruning:
                keep_sender: [{type: last_n, count: 1}]
                keep_receiver: [{type: last_n, count: 1}]
            """;
    private static final String SNAP = """
            - name: home
              type: snap
              filesystems: {"tank<": true, tank: false}
              snapshotting: {type: manual}
              pruning:
                keep: [{type: last_n, count: 1}]
            """;

    @TempDir
    private Path folder;

    /// The only filesystem; below a receiver's root its parents come first.
    private static PrunePreview.Filesystem only(PrunePreview side) {
        assertEquals(Optional.empty(), side.error());
        return side.filesystems().getLast();
    }

    private static List<String> doomed(PrunePreview.Filesystem filesystem) {
        return filesystem.report().plan().victims().stream()
                .map(victim -> victim.name())
                .toList();
    }

    @Test
    void a_pull_knows_what_its_own_pruning_frees_and_not_what_the_other_sides_does() throws Exception {
        try (var workshop = new Workshop(folder, SOURCE + PULL)) {
            workshop.dataset("tank/a");
            workshop.snapshot("tank/a", "s1");
            workshop.startAll();
            workshop.run("laptop");
            workshop.snapshot("tank/a", "s2");
            var plan = assertInstanceOf(JobPlan.Planned.class, workshop.plan("laptop", Extent.RUN));
            assertFalse(plan.underWay());
            var sent = plan.replication().orElseThrow().filesystems();
            assertEquals(
                    List.of("s2"),
                    sent.stream()
                            .map(FilesystemPlan::steps)
                            .map(steps -> steps.getFirst().to().name())
                            .toList());
            var sender = only(plan.pruning().getFirst());
            assertEquals(List.of("s1"), doomed(sender));
            assertEquals(OptionalLong.empty(), sender.freed());
            var receiver = only(plan.pruning().getLast());
            assertEquals(List.of("s1"), doomed(receiver));
            assertEquals(List.of(), receiver.report().held(), "its hold moves on to s2");
            assertTrue(receiver.freed().isPresent());

            var now = assertInstanceOf(JobPlan.Planned.class, workshop.plan("laptop", Extent.PRUNING));
            assertEquals(Optional.empty(), now.replication());
            assertEquals(List.of(), doomed(only(now.pruning().getLast())));
            workshop.run("laptop");
            assertEquals(List.of("s2"), workshop.snapshots("tank/a"));
            assertEquals(List.of("s2"), workshop.snapshots("backup/tank/a"));
        }
    }

    @Test
    void who_waits_for_others_refers_to_them() throws Exception {
        try (var workshop = new Workshop(folder, SOURCE)) {
            var answer = assertInstanceOf(JobPlan.Unplannable.class, workshop.plan("offered", Extent.RUN));
            assertTrue(answer.reason().contains("the jobs that connect to it"), answer.reason());
        }
    }

    @Test
    void a_snap_job_plans_its_pruning_and_what_a_hold_keeps_is_named_and_not_counted() throws Exception {
        try (var workshop = new Workshop(folder, SNAP)) {
            workshop.dataset("tank/a");
            for (var name : List.of("s1", "s2", "s3")) {
                workshop.snapshot("tank/a", name);
            }
            var path = DatasetPath.parse("tank/a");
            var s1 = TwoHosts.snapshots(workshop.zfs.catalog().revisions(path)).getFirst();
            workshop.zfs.anchors().hold(path, List.of(s1), "mine");
            for (var extent : Extent.values()) {
                var plan = assertInstanceOf(JobPlan.Planned.class, workshop.plan("home", extent));
                var pruned = only(plan.pruning().getFirst());
                assertEquals(List.of("s1", "s2"), doomed(pruned));
                assertEquals(List.of("s1"), pruned.report().held());
                assertEquals(
                        workshop.zfs
                                .snapshots()
                                .freed(
                                        path,
                                        TwoHosts.snapshots(
                                                        workshop.zfs.catalog().revisions(path))
                                                .subList(1, 2)),
                        pruned.freed());
            }
            assertEquals(List.of("s1", "s2", "s3"), workshop.snapshots("tank/a"));
        }
    }

    @Test
    void a_plan_is_served_beside_a_run_and_says_so_and_leases_nothing_for_longer() throws Exception {
        var meeting = new CyclicBarrier(2);
        try (var workshop = new Workshop(folder, SOURCE + PULL, zfs -> new MeetingZfs(zfs, meeting))) {
            workshop.dataset("tank/a");
            workshop.snapshot("tank/a", "s1");
            workshop.startAll();
            workshop.wakeup("laptop");
            await().atMost(LONG).until(() -> meeting.getNumberWaiting() == 1);
            int leased = workshop.leases("laptop").open();
            var plan = assertInstanceOf(JobPlan.Planned.class, workshop.plan("laptop", Extent.RUN));
            assertTrue(plan.underWay());
            assertEquals(leased, workshop.leases("laptop").open());
            meeting.await();
            await().atMost(LONG).until(() -> workshop.snapshots("backup/tank/a").equals(List.of("s1")));
        }
    }

    @Test
    void where_the_other_side_cannot_be_reached_the_plan_says_why_and_shows_this_sides_pruning() throws Exception {
        try (var workshop = new Workshop(
                folder,
                PULL.replace("type: pull", "type: push")
                        .replace(
                                "  root_fs: backup\n  recv: {placeholder: {encryption: inherit}}\n  interval: manual\n",
                                """
                          filesystems: {"tank<": true, tank: false}
                          snapshotting: {type: manual}
                        """))) {
            workshop.dataset("tank/a");
            workshop.snapshot("tank/a", "s1");
            var plan = assertInstanceOf(JobPlan.Planned.class, workshop.plan("laptop", Extent.RUN));
            assertTrue(plan.replication().orElseThrow().error().isPresent());
            assertEquals(
                    Optional.of("no replication cursor: one replication must succeed before anything is pruned"),
                    only(plan.pruning().getFirst()).report().error());
            assertTrue(plan.pruning().getLast().error().isPresent());
        }
    }
}
