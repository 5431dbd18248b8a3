// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.simulate.Workbench.HOURLY;
import static org.jzrepl.simulate.Workbench.START;
import static org.jzrepl.simulate.Workbench.counts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What the command refuses, and what stops it on its way.
final class RefusalTest {
    @TempDir
    private Path folder;

    private final SimulatedZfs zfs = SimulatedZfs.inMemory(1, () -> Instant.parse("2025-12-31T12:00:00Z"));
    private Workbench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Workbench(folder, zfs);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rules_and_policies_of_others_are_used_and_their_failures_told() throws Exception {
        KeepRule nothing = history -> {
            throw new IllegalStateException("out of order");
        };
        bench.install(KeepRuleFactory.class, "theirs", (KeepRuleFactory) section -> {
            section.done();
            return nothing;
        });
        var broken = bench.output("--config", bench.snap("x.yml", HOURLY, "[{type: theirs}]"), "--for", "2h", START);
        assertTrue(broken.contains("pruning tank/data (local): rule keep[0] theirs failed"), broken);
        assertEquals("2h 2026-01-01 02:00 2", counts(broken).getLast());

        SnapshotPolicy stuck = (now, latest) -> Optional.of(now);
        bench.install(SnapshotPolicyFactory.class, "stuck", (SnapshotPolicyFactory) section -> Optional.of(stuck));
        var refused = bench.run(
                "--config",
                bench.snap("y.yml", "{type: stuck, prefix: a_}", "[{type: last_n, count: 1}]"),
                "--for",
                "1d",
                START);
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("comes due again at once"), refused.err());
    }

    @Test
    void jobs_that_cannot_be_simulated_are_refused_with_what_to_do() throws Exception {
        var sink = bench.file("sink.yml", """
                jobs:
                  - {name: s, type: sink, root_fs: b/sink, serve: {type: local, listener_name: x}}
                """);
        refused("is a sink: it takes no snapshots and prunes none", "--config", sink);
        var manual = bench.snap("manual.yml", "{type: manual}", "[{type: last_n, count: 1}]");
        refused("(snapshotting is manual). Name the job that takes them with --source-job", "--config", manual);
        var pull = bench.pull();
        refused("is a pull: a source on another host takes its snapshots", "--config", pull);
        refused(
                "takes its snapshots itself",
                "--config",
                bench.snap("a.yml", HOURLY, "[{type: last_n, count: 1}]"),
                "--source",
                manual);
        var two = Files.readString(Path.of(sink))
                + Files.readString(Path.of(pull)).replace("jobs:\n", "");
        refused("has 2 jobs: name one of [s, p] with --job", "--config", bench.file("two.yml", two));
        refused("does not exist in", "--config", sink, "--job", "nobody");
    }

    @Test
    void wrong_usage_and_wrong_files_are_told_with_place_and_remedy() throws Exception {
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        refused("--for: duration \"2\" has no unit", "--config", file, "--for", "2");
        refused("--start: \"today\" is no time: write it as", "--config", file, "--start", "today");
        refused("give --json or --html, not both", "--config", file, "--json", "--html", "x");
        refused("--offline-from goes with --offline-for only", "--config", file, "--offline-from", "1d");
        refused("unknown argument \"--frob\"", "--config", file, "--frob");
        refused("does not exist: make it with zfs list -Hp", "--config", file, "--snapshots", "/nowhere/list");
        var list = bench.file("list.txt", "tank/data@a 1\nrubbish\n");
        refused("list.txt:2: \"rubbish\" is no line of zfs list -Hp", "--config", file, "--snapshots", list);
        refused(
                "takes none of the listed datasets [tank]",
                "--config",
                file,
                "--snapshots",
                bench.file("l", "tank@a 1"));
        refused(
                "give a later --start",
                "--config",
                file,
                START,
                "--snapshots",
                bench.file("m", "tank/data@a 1800000000"));
        refused("cannot write /nowhere/x", "--config", file, "--for", "1d", "--svg", "/nowhere/x");
        refused("dataset tank/data does not exist", "--config", file, "--from-zfs", "tank/data");
        var wrong = bench.run("--config", bench.snap("w.yml", HOURLY, "[{type: last_n, count: 0}]"));
        assertEquals(1, wrong.status());
        assertTrue(wrong.err().matches("(?s)could not parse config:\n.*w\\.yml:6:.*"), wrong.err());
    }

    private void refused(String why, String... arguments) {
        var result = bench.run(arguments);
        assertEquals(1, result.status(), result.toString());
        assertTrue(result.err().contains(why), result.err());
        assertEquals("", result.out());
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        Thread.currentThread().interrupt();
        var result = bench.run("--config", file, START);
        assertEquals(1, result.status());
        assertEquals("jzrepl simulate: interrupted\n", result.err());
        assertFalse(Thread.interrupted());
    }
}
