// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.replication.Lab;
import org.jzrepl.replication.local.OnDiskNames;

/// What belongs to a job at work is not released.
final class RunningDaemonTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/data");
    private static final String REPLICATING = "\"job\": {\"type\": \"push\", \"push\": {\"Phase\": \"replicating\"}}";
    private static final String WAITING = "\"job\": {\"type\": \"push\", \"push\": {\"Phase\": \"waiting\"}}";

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void a_step_hold() throws Exception {
        lab = new Lab().dataset("tank/data");
        var snapshot = lab.snapshot("tank/data", "1");
        lab.source.anchors().hold(DATA, List.of(snapshot), tag());
    }

    private static String tag() {
        return OnDiskNames.stepHold(Lab.JOB);
    }

    private Path socket() {
        return folder.resolve("control");
    }

    private Terminal.Outcome release(String... more) {
        var words = new ArrayList<>(List.of("release-all"));
        words.addAll(List.of(more));
        return new Terminal(lab.source, socket()).abstraction(words.toArray(String[]::new));
    }

    private Set<String> left() throws Exception {
        return Lab.anchors(lab.source, DATA);
    }

    @Test
    void while_the_job_replicates_nothing_is_released_but_by_force() throws Exception {
        try (var _ = DaemonStandIn.showing(socket(), REPLICATING)) {
            var refused = release();
            assertEquals(1, refused.status());
            assertEquals("", refused.out());
            assertEquals(
                    "jzrepl zfs-abstraction: nothing is released: the daemon at " + socket()
                            + " is at work for job; wait until the status shows no run and no client of it, or give"
                            + " --force\n",
                    refused.err());
            assertEquals(Set.of("@1 " + tag()), left());
            assertEquals(1, release("--dry-run").lines().size());
            assertEquals(0, release("--force").status());
            assertEquals(Set.of(), left());
        }
    }

    @Test
    void a_job_at_rest_and_the_work_of_others_do_not_matter() throws Exception {
        var jobs = WAITING + ", \"other\": {\"type\": \"push\", \"push\": {\"Phase\": \"replicating\"}}"
                + ", \"_control\": {\"type\": \"internal\", \"internal\": null}";
        try (var _ = DaemonStandIn.showing(socket(), jobs)) {
            assertEquals(Set.of("other"), new RunningDaemon(socket()).busy());
            assertEquals(0, release().status());
            assertEquals(Set.of(), left());
        }
    }

    @Test
    void who_serves_a_client_is_at_work_as_is_who_does_not_say() throws Exception {
        var jobs = "\"a\": {\"type\": \"sink\", \"sink\": {\"Clients\": [\"laptop\"]}}"
                + ", \"b\": {\"type\": \"sink\", \"sink\": {\"Clients\": []}}"
                + ", \"c\": {\"type\": \"pull\", \"pull\": {\"Replication\": null}}"
                + ", \"d\": {\"type\": \"snap\", \"snap\": {}}, \"e\": {\"type\": \"push\", \"push\": null}";
        try (var _ = DaemonStandIn.showing(socket(), jobs)) {
            assertEquals(Set.of("a", "c"), new RunningDaemon(socket()).busy());
        }
    }

    @Test
    void a_daemon_that_is_gone_is_at_no_work() throws Exception {
        assertEquals(Set.of(), new RunningDaemon(socket()).busy());
        DaemonStandIn.showing(socket(), REPLICATING).close(); // the file stays
        assertEquals(Set.of(), new RunningDaemon(socket()).busy());
    }

    @Test
    void one_that_is_not_understood_stops_the_release() throws Exception {
        try (var _ = new DaemonStandIn(socket(), "HTTP/1.0 200 OK\r\n\r\n{\"Jobs\":")) {
            var failure = assertThrows(IOException.class, new RunningDaemon(socket())::busy);
            assertTrue(failure.getMessage().endsWith("does not show its status"), failure.getMessage());
            assertEquals(1, release().status());
            assertEquals(Set.of("@1 " + tag()), left());
        }
    }
}
