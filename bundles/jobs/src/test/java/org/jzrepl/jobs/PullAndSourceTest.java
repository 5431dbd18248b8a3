// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.transport.ClientIdentity;

final class PullAndSourceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SOURCE = """
            - name: offered
              type: source
              serve: {type: local, listener_name: offered}
              filesystems: {"tank<": true, "tank": false, "tank/private": false}
              snapshotting: {type: manual}
            """;

    @TempDir
    private Path folder;

    private static String pull(String name, String interval) {
        return """
                - name: %1$s
                  type: pull
                  connect: {type: local, listener_name: offered, client_identity: %1$s}
                  root_fs: backup/%1$s
                  interval: %2$s
                  recv: {placeholder: {encryption: inherit}}
                  pruning:
                    keep_sender:
                    - {type: not_replicated}
                    - {type: last_n, count: 2}
                    keep_receiver:
                    - {type: last_n, count: 3}
                """.formatted(name, interval);
    }

    @Test
    void a_pull_gets_what_the_source_offers_directly_below_its_root_and_prunes_both_sides() throws Exception {
        try (var workshop = new Workshop(folder, SOURCE + pull("laptop", "manual"))) {
            for (var dataset : List.of("tank/a", "tank/private", "backup/laptop")) {
                workshop.dataset(dataset);
            }
            workshop.startAll();
            for (int i = 1; i <= 5; i++) {
                workshop.snapshot("tank/a", "s" + i);
                workshop.snapshot("tank/private", "s" + i);
                workshop.run("laptop");
            }
            assertEquals(List.of("s4", "s5"), workshop.snapshots("tank/a"));
            assertEquals(List.of("s3", "s4", "s5"), workshop.snapshots("backup/laptop/tank/a"));
            assertEquals(workshop.content("tank/a", "s5"), workshop.content("backup/laptop/tank/a", "s5"));
            assertEquals(List.of(), workshop.snapshots("backup/laptop/tank/private"));
            assertEquals(5, workshop.snapshots("tank/private").size());
        }
    }

    @Test
    void the_status_of_a_pull_has_no_snapshots_and_that_of_a_source_its_clients_and_snapshots() throws Exception {
        try (var workshop = new Workshop(folder, SOURCE + pull("laptop", "manual"))) {
            workshop.dataset("tank/a");
            workshop.dataset("backup/laptop");
            workshop.snapshot("tank/a", "s1");
            workshop.startAll();
            workshop.run("laptop");
            var pull = workshop.active("laptop");
            assertEquals(Optional.empty(), pull.snapshotting());
            assertEquals(PruneReport.State.DONE, pull.sender().orElseThrow().state());
            assertEquals(PruneReport.State.DONE, pull.receiver().orElseThrow().state());
            assertEquals(Phase.WAITING, pull.phase());
            var source = workshop.passive("offered");
            assertEquals(Optional.empty(), source.problem());
            assertEquals("manual", source.snapshotting().orElseThrow().type());
        }
    }

    /// No stream begins before both have been asked for.
    @Test
    void a_source_serves_several_clients_at_once() throws Exception {
        var meeting = new CyclicBarrier(3);
        var jobs = SOURCE + pull("laptop", "manual") + pull("desktop", "manual");
        try (var workshop = new Workshop(folder, jobs, zfs -> new MeetingZfs(zfs, meeting))) {
            for (var dataset : List.of("tank/a", "backup/laptop", "backup/desktop")) {
                workshop.dataset(dataset);
            }
            workshop.snapshot("tank/a", "s1");
            workshop.startAll();
            workshop.wakeup("laptop");
            workshop.wakeup("desktop");
            await().atMost(LONG).until(() -> meeting.getNumberWaiting() == 2);
            assertEquals(
                    List.of(new ClientIdentity("desktop"), new ClientIdentity("laptop")),
                    workshop.passive("offered").connected());
            meeting.await();
            await().atMost(LONG)
                    .until(() -> workshop.active("laptop").receiver().isPresent()
                            && workshop.active("desktop").receiver().isPresent());
            assertEquals(List.of("s1"), workshop.snapshots("backup/laptop/tank/a"));
            assertEquals(List.of("s1"), workshop.snapshots("backup/desktop/tank/a"));
            await().atMost(LONG)
                    .until(() -> workshop.passive("offered").connected().isEmpty());
        }
    }

    /// Otherwise a version of its supplier that was replaced would stay for as long as the daemon runs.
    @Test
    void a_source_leases_its_zfs_while_a_client_is_there_and_not_before_or_after() throws Exception {
        var meeting = new CyclicBarrier(2);
        try (var workshop =
                new Workshop(folder, SOURCE + pull("laptop", "manual"), zfs -> new MeetingZfs(zfs, meeting))) {
            workshop.dataset("tank/a");
            workshop.dataset("backup/laptop");
            workshop.snapshot("tank/a", "s1");
            var leases = workshop.leases("offered");
            workshop.startAll();
            workshop.wakeup("laptop");
            await().atMost(LONG).until(() -> meeting.getNumberWaiting() == 1);
            assertEquals(1, leases.taken());
            assertEquals(1, leases.open());
            meeting.await();
            await().atMost(LONG).until(() -> leases.open() == 0);
            assertEquals(List.of("s1"), workshop.snapshots("backup/laptop/tank/a"));
            assertEquals(Optional.empty(), workshop.passive("offered").problem());
        }
    }

    @Test
    void a_pull_with_an_interval_runs_after_each_and_not_at_its_start() throws Exception {
        try (var workshop = new Workshop(folder, SOURCE + pull("laptop", "1s"))) {
            workshop.dataset("tank/a");
            workshop.dataset("backup/laptop");
            workshop.snapshot("tank/a", "s1");
            var start = Instant.now();
            workshop.startAll();
            await().atMost(LONG)
                    .until(() -> workshop.active("laptop").replication().isPresent());
            var first = workshop.active("laptop").replication().orElseThrow().started();
            assertFalse(first.isBefore(start.plusSeconds(1)));
            await().atMost(LONG)
                    .until(() -> workshop.active("laptop")
                            .replication()
                            .filter(report -> report.started().isAfter(first))
                            .isPresent());
        }
    }

    @Test
    void a_source_that_cannot_listen_says_who_does_and_goes_on_with_its_snapshots() throws Exception {
        var second = SOURCE.replace("name: offered\n  type", "name: second\n  type")
                .replace("{type: manual}", "{type: periodic, prefix: auto_, interval: 1h}");
        try (var workshop = new Workshop(folder, SOURCE + second)) {
            workshop.dataset("tank/a");
            workshop.start("offered");
            await().atMost(LONG)
                    .until(() -> workshop.passive("offered").snapshotting().isPresent());
            workshop.start("second");
            await().atMost(LONG)
                    .until(() -> workshop.passive("second").problem().isPresent());
            var problem = workshop.passive("second").problem().orElseThrow();
            assertTrue(problem.contains("listens there already"), problem);
            await().atMost(LONG).until(() -> workshop.snapshots("tank/a").size() == 1);
        }
    }
}
