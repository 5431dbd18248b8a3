// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A `type` that nobody supplies: a misspelt one is an error, that of a bundle which is installed and not started
/// is waited for. One daemon works all the while.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MissingSuppliersScenarioTest {
    private static final String PLAIN = """
            - {name: plain, type: snap, filesystems: {tank/plain: true}, snapshotting: {type: manual},
               pruning: {keep: [{type: last_n, count: 1}]}}
            """;
    /// One job for each kind of supplier that may be missing.
    private static final String ALL = PLAIN + """
            - {name: kept, type: snap, filesystems: {tank/kept: true}, snapshotting: {type: manual},
               pruning: {keep: [{type: mine}]}}
            - name: hooked
              type: snap
              filesystems: {tank/hooked: true}
              snapshotting: {type: periodic, prefix: h_, interval: 1h, hooks: [{type: mine}]}
              pruning: {keep: [{type: last_n, count: 9}]}
            - {name: timed, type: snap, filesystems: {tank/timed: true}, snapshotting: {type: mine, prefix: t_},
               pruning: {keep: [{type: last_n, count: 9}]}}
            - name: sent
              type: push
              connect: {type: tcp, address: '127.0.0.1:1'}
              filesystems: {tank/sent: true}
              snapshotting: {type: manual}
              pruning: {keep_sender: [{type: last_n, count: 9}], keep_receiver: [{type: last_n, count: 9}]}
            """;
    /// Keeps nothing, never takes a snapshot, and does nothing around one.
    private static final ForeignBundle MINE = ForeignBundle.named("org.example.mine")
            .importing("org.jzrepl.api.config,org.jzrepl.api.prune,org.jzrepl.api.snapshot,org.jzrepl.api.dataset")
            .supplying(
                    "keep",
                    "mine",
                    "section -> { section.done(); return history -> java.util.Set.of(); }",
                    "org.jzrepl.api.prune.KeepRuleFactory")
            .supplying(
                    "snapshotting",
                    "mine",
                    "section -> java.util.Optional.of((now, latest) -> java.util.Optional.empty())",
                    "org.jzrepl.api.snapshot.SnapshotPolicyFactory")
            .supplying("hook", "mine", """
                    section -> {
                        section.done();
                        return (dataset, name) -> new org.jzrepl.api.snapshot.Hook.Engagement() {
                            @Override
                            public String report() {
                                return "nothing done";
                            }

                            @Override
                            public void close() {}
                        };
                    }""", "org.jzrepl.api.snapshot.HookFactory");
    private static final String KEEPS_EVERYTHING =
            "Warning: job kept cannot prune a side, and so keeps everything there: it waits for keep mine;"
                    + " plugin list --all shows what is not started";
    private static final Pattern BY_NUMBER = Pattern.compile("start ([0-9]+) in jzrepl shell");

    private DaemonFolder folder;
    private Operator operator;
    private SimulatedZfs zfs;
    private DaemonProcess daemon;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = new DaemonFolder(temporary);
        operator = new Operator(folder);
        zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : List.of("tank", "tank/plain", "tank/kept", "tank/hooked", "tank/timed", "tank/sent")) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        configure(PLAIN);
        daemon = DaemonProcess.start(folder);
        operator.told("plugin", "install", MINE.jar(temporary), "--unsigned");
    }

    @AfterAll
    void stop() {
        daemon.close();
    }

    /// The plug-in runs, the product's own bundles run, and there is one job.
    @AfterEach
    void leaveAsFound() throws Exception {
        configure(PLAIN);
        operator.told("reload");
    }

    private void configure(String jobs) throws IOException {
        folder.configure("zfs: " + folder.simulated(), jobs);
    }

    @Test
    void a_misspelt_type_is_an_error_that_names_the_installed_ones_and_changes_nothing() throws Exception {
        operator.told("plugin", "disable", "org.example.mine");
        configure(ALL.replace("type: mine", "type: mien").replace("type: tcp", "type: tpc"));
        var mistakes = """
                ~/jzrepl.yml:9:28: jobs[1].pruning.keep[0].type: nothing supplies "mien"; installed: \
                gfs, grid, last_n, mine (not started), not_replicated, regex
                ~/jzrepl.yml:13:75: jobs[2].snapshotting.hooks[0].type: nothing supplies "mien"; installed: \
                command, mine (not started), mysql-lock-tables, postgres-checkpoint
                ~/jzrepl.yml:15:83: jobs[3].snapshotting.type: nothing supplies "mien"; installed: \
                cron, manual, mine (not started), periodic
                ~/jzrepl.yml:19:19: jobs[4].connect.type: nothing supplies "tpc"; installed: \
                local, ssh+stdinserver, stdinserver, tcp, tls
                """;
        assertEquals("could not parse config:\n" + mistakes, operator.refused("configcheck"));
        assertEquals(
                "jzrepl reload: configuration is refused, nothing changed:\n" + mistakes, operator.refused("reload"));
        assertPlainGoesOn();
        operator.told("plugin", "enable", "org.example.mine");
    }

    @Test
    void what_a_stopped_plug_in_supplies_is_waited_for_while_the_others_go_on() throws Exception {
        operator.told("plugin", "disable", "org.example.mine");
        configure(ALL);
        assertEquals("", operator.told("configcheck"));
        assertTrue(operator.told("reload").endsWith("reloaded: added kept, hooked, timed, sent\n"));
        var waiting = operator.told("status");
        assertProblem("waits for hook mine", "hooked", waiting);
        assertProblem("waits for snapshotting mine", "timed", waiting);
        assertTrue(waiting.contains(KEEPS_EVERYTHING), waiting);
        assertPlainGoesOn();
        assertKeepsEverything();

        assertEquals("org.example.mine 1.0.0: active\n", operator.told("plugin", "enable", "org.example.mine"));
        assertNobodyWaits();
        daemon.await(
                "the job is back and takes a snapshot",
                () -> names("tank/hooked").size() == 1);
        operator.told("signal", "wakeup", "kept");
        daemon.await(
                "the rule is asked, which keeps nothing",
                () -> names("tank/kept").isEmpty());
    }

    @Test
    void what_a_bundle_that_was_stopped_in_the_shell_supplies_is_waited_for_too() throws Exception {
        configure(ALL);
        operator.told("reload");
        assertNobodyWaits();
        operator.told("shell", "-c", "stop org.example.mine; stop org.jzrepl.transport-tcp");
        var waiting = operator.told("status");
        assertProblem("waits for hook mine", "hooked", waiting);
        assertProblem("waits for snapshotting mine", "timed", waiting);
        assertProblem("waits for transport tcp", "sent", waiting);
        assertTrue(waiting.contains(KEEPS_EVERYTHING), waiting);
        assertTrue(waiting.contains("Warning: plug-in org.example.mine 1.0.0: resolved, stopped by hand:"
                + " plugin enable org.example.mine starts it\n"));
        assertPlainGoesOn();
        assertKeepsEverything();
        operator.told("reload");
        assertProblem("waits for transport tcp", "sent", operator.told("status"));

        operator.told("plugin", "enable", "org.example.mine");
        var advice = BY_NUMBER.matcher(operator.refused("plugin", "doctor"));
        assertTrue(advice.find(), "how to start the product's own bundle is said");
        operator.told("shell", "-c", "start " + advice.group(1));
        assertNobodyWaits();
    }

    private static void assertProblem(String problem, String job, String status) {
        var shown = status.split("Job: ");
        for (var one : shown) {
            if (one.startsWith(job + "\n")) {
                assertTrue(one.contains("Problem: " + problem + "\n"), one);
                return;
            }
        }
        throw new AssertionError("no job " + job + " in " + status);
    }

    private void assertNobodyWaits() throws Exception {
        var status = operator.told("status");
        assertFalse(status.contains("Problem: ") || status.contains("Warning: "), status);
    }

    private void assertPlainGoesOn() throws Exception {
        snapshots("tank/plain", 2);
        operator.told("signal", "wakeup", "plain");
        daemon.await("it prunes", () -> names("tank/plain").size() == 1);
    }

    private void assertKeepsEverything() throws Exception {
        snapshots("tank/kept", 2);
        var before = names("tank/kept");
        operator.told("signal", "wakeup", "kept");
        daemon.await(
                "it says that it cannot prune",
                () -> daemon.job("kept")
                        .toString()
                        .contains("rule keep[0] mine is not there: nothing supplies it now, so everything is kept"));
        assertEquals(before, names("tank/kept"));
    }

    /// New ones.
    private void snapshots(String dataset, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            zfs.snapshots().create(List.of(DatasetPath.parse(dataset)), "s" + System.nanoTime());
        }
    }

    private List<String> names(String dataset) throws Exception {
        return zfs.catalog().revisions(DatasetPath.parse(dataset)).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }
}
