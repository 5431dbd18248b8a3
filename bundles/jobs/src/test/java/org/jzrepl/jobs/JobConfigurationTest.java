// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;

/// Which keys the replicating jobs have, and which they need (`configuration.md` 3.2).
final class JobConfigurationTest {
    private static final String PULL = """
            - name: pull
              type: pull
              connect: {type: local, listener_name: l, client_identity: c}
              root_fs: backup/laptop
              interval: 10m
              pruning:
                keep_sender: [{type: last_n, count: 1}]
                keep_receiver: [{type: last_n, count: 1}]
            """;
    private static final String SOURCE = """
            - name: source
              type: source
              serve: {type: local, listener_name: l}
              filesystems: {"tank<": true}
              snapshotting: {type: manual}
            """;

    @TempDir
    private Path folder;

    /// The keys and messages of all problems.
    private List<String> problems(String jobs) {
        var refused = assertThrows(ConfigException.class, () -> new Workshop(folder, jobs).close());
        return refused.problems().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .collect(Collectors.toList());
    }

    private void assertAccepted(String jobs) throws Exception {
        new Workshop(folder, jobs).close();
    }

    private void assertRefusedAt(String key, String jobs) {
        var problems = problems(jobs);
        assertEquals(
                List.of(key),
                problems.stream()
                        .map(problem -> problem.substring(0, problem.indexOf(": ")))
                        .toList(),
                problems.toString());
    }

    @Test
    void a_pull_has_these_keys() throws Exception {
        assertAccepted(PULL);
        assertAccepted(PULL.replace("10m", "manual"));
        assertAccepted(PULL + """
                  recv: {bandwidth_limit: {max: 1 MiB}}
                  replication: {concurrency: {steps: 2}}
                  conflict_resolution: {initial_replication: all}
                """);
    }

    @Test
    void a_pull_says_how_often() {
        assertRefusedAt("jobs[0].interval", PULL.replace("  interval: 10m\n", ""));
        assertRefusedAt("jobs[0].interval", PULL.replace("10m", "0s"));
        assertRefusedAt("jobs[0].interval", PULL.replace("10m", "often"));
    }

    @Test
    void a_pull_receives_and_takes_no_snapshots() {
        assertRefusedAt("jobs[0].root_fs", PULL.replace("  root_fs: backup/laptop\n", ""));
        assertRefusedAt("jobs[0].filesystems", PULL + "  filesystems: {\"tank<\": true}\n");
        assertRefusedAt("jobs[0].snapshotting", PULL + "  snapshotting: {type: manual}\n");
        assertRefusedAt("jobs[0].send", PULL + "  send: {raw: true}\n");
        assertRefusedAt("jobs[0].serve", PULL + "  serve: {type: local, listener_name: l}\n");
    }

    @Test
    void a_pull_prunes_both_sides() {
        assertRefusedAt(
                "jobs[0].pruning.keep_sender", PULL.replace("    keep_sender: [{type: last_n, count: 1}]\n", ""));
        assertRefusedAt(
                "jobs[0].pruning.keep_receiver", PULL.replace("    keep_receiver: [{type: last_n, count: 1}]\n", ""));
    }

    @Test
    void a_source_has_these_keys() throws Exception {
        assertAccepted(SOURCE);
        assertAccepted(SOURCE + "  send: {compressed: true, bandwidth_limit: {max: 1 MiB}}\n");
    }

    @Test
    void a_source_serves_and_snapshots_and_does_not_prune() {
        assertRefusedAt("jobs[0].serve", SOURCE.replace("  serve: {type: local, listener_name: l}\n", ""));
        assertRefusedAt("jobs[0].filesystems", SOURCE.replace("  filesystems: {\"tank<\": true}\n", ""));
        assertRefusedAt("jobs[0].snapshotting", SOURCE.replace("  snapshotting: {type: manual}\n", ""));
        assertRefusedAt("jobs[0].pruning", SOURCE + "  pruning: {keep: [{type: last_n, count: 1}]}\n");
        assertRefusedAt("jobs[0].root_fs", SOURCE + "  root_fs: backup\n");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        var problems = problems(PULL.replace("10m", "0s").replace("root_fs: backup/laptop", "root_fs: backup@x"));
        assertEquals(2, problems.size(), problems.toString());
    }
}
