// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A daemon that gets another configuration while it works.
final class ReloadScenarioTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/data");

    @TempDir
    private Path temporary;

    private DaemonFolder folder = new DaemonFolder(Path.of("/tmp"));
    private SimulatedZfs zfs = SimulatedZfs.inMemory(0, InstantSource.system());

    /// What differs from one configuration of these tests to the next.
    private record Says(String level, String interval, String keep, String rootFs, String connect, String serve) {
        private static final Says LOCAL = new Says(
                "info",
                "1h",
                "{type: regex, regex: '.*'}",
                "backup/first",
                "{type: local, listener_name: here, client_identity: me}",
                "{type: local, listener_name: here}");

        Says level(String other) {
            return new Says(other, interval, keep, rootFs, connect, serve);
        }

        Says interval(String other) {
            return new Says(level, other, keep, rootFs, connect, serve);
        }

        Says keep(String other) {
            return new Says(level, interval, other, rootFs, connect, serve);
        }

        Says rootFs(String other) {
            return new Says(level, interval, keep, other, connect, serve);
        }

        Says over(String otherConnect, String otherServe) {
            return new Says(level, interval, keep, rootFs, otherConnect, otherServe);
        }
    }

    @BeforeEach
    void pools() throws Exception {
        folder = new DaemonFolder(temporary);
        zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : List.of("tank", "tank/data", "backup", "backup/first", "backup/second")) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
    }

    private void configure(Says says, String rate) throws IOException {
        Files.writeString(folder.config(), """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: stdout, level: %s, format: human}]
                  zfs: {type: simulated, file: "%s"%s}
                jobs:
                  - name: data
                    type: push
                    connect: %s
                    filesystems: {"tank/data": true}
                    snapshotting: {type: periodic, prefix: auto_, interval: %s}
                    pruning:
                      keep_sender: [%s]
                      keep_receiver: [%7$s]
                  - {name: sink, type: sink, root_fs: %s, recv: {placeholder: {encryption: inherit}}, serve: %s}
                  - name: bystander
                    type: snap
                    filesystems: {"backup": true}
                    snapshotting: {type: manual}
                    pruning: {keep: [{type: last_n, count: 1}]}
                """.formatted(
                        folder.socket(),
                        says.level(),
                        folder.pools(),
                        rate,
                        says.connect(),
                        says.interval(),
                        says.keep(),
                        says.rootFs(),
                        says.serve()));
    }

    private Product.Outcome reload() throws IOException, InterruptedException {
        return Product.run(folder, "reload", "--config", folder.config().toString());
    }

    private List<String> snapshots(DatasetPath dataset) throws Exception {
        return zfs.catalog().revisions(dataset).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }

    private static DatasetPath copy(String root) {
        return DatasetPath.parse(root + "/me/tank/data");
    }

    private static void awaitHalfWay(DaemonProcess daemon) {
        daemon.await(
                "a part has been sent",
                () -> daemon.active("data").steps().stream()
                        .anyMatch(step -> step.replicated() > 0 && step.replicated() < step.expected()));
    }

    private static boolean logged(DaemonProcess daemon, String text) {
        return daemon.log().stream().anyMatch(line -> line.contains(text));
    }

    private static boolean exited(DaemonProcess daemon, String job) {
        return daemon.log().stream()
                .anyMatch(line -> line.contains("[" + job + "][job]") && line.endsWith(": job exited"));
    }

    /// One run, from its first byte to its end, that nothing went wrong with.
    private static void assertUninterrupted(DaemonProcess daemon) {
        var log = daemon.log();
        var run = log.subList(0, 1 + index(log, "replication done"));
        assertTrue(index(run, "configuration reloaded") > 0, "the reload came too late: " + log);
        for (var line : run) {
            assertFalse(line.contains("[WARN]") || line.contains("[ERRO]") || line.contains("reset"), line);
        }
    }

    private static int index(List<String> log, String text) {
        return log.indexOf(log.stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("\"" + text + "\" is not in the log: " + log)));
    }

    @Test
    void values_that_change_under_load_rule_the_next_run() throws Exception {
        reloadUnderLoad(24 << 20, "4 MiB");
    }

    @Test
    @Tag("soak")
    void values_that_change_under_a_load_of_a_gibibyte_rule_the_next_run() throws Exception {
        reloadUnderLoad(1L << 30, "32 MiB");
    }

    private void reloadUnderLoad(long bytes, String rate) throws Exception {
        zfs.write(DATA, "large", bytes, 1);
        configure(Says.LOCAL, ", bytes_per_second: " + rate);
        try (var daemon = DaemonProcess.start(folder)) {
            awaitHalfWay(daemon);
            var other = Says.LOCAL.level("debug").interval("1s").keep("{type: last_n, count: 2}");
            configure(other, ", bytes_per_second: " + rate);
            var reloaded = reload();
            assertEquals(0, reloaded.status(), reloaded.err());
            assertEquals("""
                      global.logging[0].level: info -> debug
                      jobs[data].snapshotting.interval: 1h -> 1s
                      jobs[data].pruning.keep_sender[0].type: regex -> last_n
                    + jobs[data].pruning.keep_sender[0].count: 2
                      jobs[data].pruning.keep_sender[0].regex: .* -> ""
                      jobs[data].pruning.keep_receiver[0].type: regex -> last_n
                    + jobs[data].pruning.keep_receiver[0].count: 2
                      jobs[data].pruning.keep_receiver[0].regex: .* -> ""
                    - jobs[data].pruning.keep_sender[0].negate: false
                    - jobs[data].pruning.keep_receiver[0].negate: false
                    reloaded: changed data
                    """, reloaded.out());
            var first = snapshots(DATA).getFirst();
            daemon.await(
                    "new intervals and rules rule",
                    () -> !snapshots(DATA).contains(first)
                            && !snapshots(copy("backup/first")).contains(first));
            assertUninterrupted(daemon);
            assertTrue(logged(daemon, "[DEBG]"));
            assertEquals(
                    2,
                    daemon.log().stream()
                            .filter(line -> line.contains("[data][job]") && line.endsWith(": starting job"))
                            .count());
            assertFalse(daemon.log().stream().anyMatch(line -> line.matches(".*\\[(sink|bystander)].*job exited.*")));
        }
    }

    @Test
    void a_broken_file_is_refused_with_its_line_and_changes_nothing() throws Exception {
        configure(Says.LOCAL, "");
        try (var daemon = DaemonProcess.start(folder)) {
            configure(Says.LOCAL.level("debug").interval("1x"), "");
            var refused = reload();
            assertEquals(1, refused.status());
            assertEquals(
                    "jzrepl reload: configuration is refused, nothing changed:\n" + folder.config()
                            + ":10:61: jobs[0].snapshotting.interval: \"1x\" is no duration: write for example 10m, 24h or"
                            + " 7d\n",
                    refused.err());
            hangUp(daemon);
            daemon.await("the refusal is logged", () -> logged(daemon, "configuration is refused, nothing changed"));
            assertTrue(logged(daemon, ":10:61: jobs[0].snapshotting.interval"));
            assertFalse(logged(daemon, "[DEBG]"));
            assertFalse(logged(daemon, "job exited"));
        }
    }

    @Test
    void a_hangup_reloads_and_a_job_comes_and_goes() throws Exception {
        configure(Says.LOCAL, "");
        try (var daemon = DaemonProcess.start(folder)) {
            var text = Files.readString(folder.config());
            Files.writeString(folder.config(), text.replace("name: bystander", "name: newcomer"));
            hangUp(daemon);
            daemon.await("the reload is logged", () -> logged(daemon, "configuration reloaded"));
            daemon.await("one came and one went", () -> {
                var jobs = daemon.control().ask("/status").getAsJsonObject("Jobs");
                return jobs.has("newcomer") && !jobs.has("bystander");
            });
            assertTrue(exited(daemon, "bystander"));
            assertTrue(
                    logged(daemon, "added=\"[newcomer]\" changed=\"[]\" removed=\"[bystander]\""), "" + daemon.log());
        }
    }

    @Test
    void a_sink_that_changes_goes_on_for_whom_it_let_in() throws Exception {
        sinkChanges(Says.LOCAL);
    }

    @Test
    void a_sink_behind_tcp_that_changes_goes_on_for_whom_it_let_in() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        sinkChanges(Says.LOCAL.over(
                "{type: tcp, address: '127.0.0.1:" + port + "'}",
                "{type: tcp, listen: '127.0.0.1:" + port + "', clients: {127.0.0.1: me}}"));
    }

    private void sinkChanges(Says says) throws Exception {
        zfs.write(DATA, "large", 16 << 20, 1);
        configure(says, ", bytes_per_second: 4 MiB");
        try (var daemon = DaemonProcess.start(folder)) {
            awaitHalfWay(daemon);
            configure(says.rootFs("backup/second"), ", bytes_per_second: 4 MiB");
            var reloaded = reload();
            assertEquals(
                    "  jobs[sink].root_fs: backup/first -> backup/second\nreloaded: changed sink\n", reloaded.out());
            daemon.await("the run is over", () -> logged(daemon, "replication done"));
            assertUninterrupted(daemon);
            assertEquals(snapshots(DATA), snapshots(copy("backup/first")));
            daemon.await("the old sink ends when its last peer has left", () -> exited(daemon, "sink"));
            zfs.snapshots().create(List.of(DATA), "by-hand");
            assertEquals(List.of(), daemon.run("data").errors());
            assertTrue(snapshots(copy("backup/second")).contains("by-hand"));
            assertFalse(snapshots(copy("backup/first")).contains("by-hand"));
        }
    }

    @Test
    void the_control_socket_moves() throws Exception {
        configure(Says.LOCAL, "");
        try (var daemon = DaemonProcess.start(folder)) {
            var there = temporary.resolve("run/elsewhere");
            Files.writeString(
                    folder.config(),
                    Files.readString(folder.config()).replace(folder.socket().toString(), there.toString()));
            hangUp(daemon);
            var moved = new ControlSocket(there);
            daemon.await(
                    "the new socket answers",
                    () -> Files.exists(there) && moved.ask("/version").has("Version"));
            daemon.await("the old one is gone", () -> !Files.exists(folder.socket()));
        }
    }

    private static void hangUp(DaemonProcess daemon) throws IOException, InterruptedException {
        assertEquals(
                0, new ProcessBuilder("kill", "-HUP", "" + daemon.pid()).start().waitFor());
    }
}
