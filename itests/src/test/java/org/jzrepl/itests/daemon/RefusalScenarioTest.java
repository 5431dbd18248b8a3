// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the product says, and with which exit status it ends, where it cannot do what it is asked for.
final class RefusalScenarioTest {
    private static final String WRONG = """
            global:
              control: {sockpath: run/control, sockpth: x}
              logging: [{type: stdot, level: debug, format: human}]
            jobs:
            - name: a
              type: psh
            - name: b
              type: push
              connect: {type: local, listener_name: l, client_identity: here}
              filesystems: {"tank<": tru}
              snapshotting: {type: periodic, prefix: x_, interval: 10}
              pruning: {keep_sender: [{type: last_n, count: 0}], keep_receiver: [{type: last, count: 1}]}
              send: {encryptd: true}
            - name: b
              type: sink
              serve: {type: local, listener_name: l}
            """;
    private static final List<String> PROBLEMS = List.of(
            ":2:36: global.control.sockpth: unknown key; did you mean sockpath?",
            ":3:20: global.logging[0].type: nothing supplies \"stdot\"; installed: ",
            ":6:9: jobs[0].type: nothing supplies \"psh\"; installed: ",
            ":10:26: jobs[1].filesystems[\"tank<\"]: \"tru\" is no boolean: write true or false, unquoted",
            ":11:56: jobs[1].snapshotting.interval: duration \"10\" has no unit: append one of s m h d w",
            ":12:49: jobs[1].pruning.keep_sender[0].count: must be at least 1, not 0",
            ":12:77: jobs[1].pruning.keep_receiver[0].type: nothing supplies \"last\"; installed: ",
            ":13:10: jobs[1].send.encryptd: unknown key; did you mean encrypted?",
            ":14:3: jobs[2].root_fs: is missing",
            ":14:9: jobs[2].name: another job is named \"b\" already");

    @TempDir
    private Path temporary;

    @Test
    void all_that_is_wrong_with_a_configuration_is_said_at_once_with_its_place() throws Exception {
        var folder = new DaemonFolder(temporary);
        Files.writeString(folder.config(), WRONG);
        for (var command : List.of("daemon", "configcheck")) {
            var refusal = Product.run(folder, command, "--config", "jzrepl.yml");
            assertEquals(1, refusal.status(), refusal.toString());
            assertEquals("", refusal.out());
            var lines = refusal.err().lines().toList();
            assertEquals("could not parse config:", lines.getFirst());
            assertEquals(PROBLEMS.size(), lines.size() - 1, refusal.err());
            for (int i = 0; i < PROBLEMS.size(); i++) {
                assertTrue(lines.get(i + 1).startsWith("jzrepl.yml" + PROBLEMS.get(i)), lines.get(i + 1));
            }
        }
    }

    @Test
    void a_second_daemon_on_the_same_socket_ends_and_the_first_one_goes_on() throws Exception {
        var push = SimulatedPush.prepare(temporary, "", "");
        try (var first = DaemonProcess.start(push.folder())) {
            var second = Product.run(push.folder(), "daemon", "--config", "jzrepl.yml");
            assertEquals(1, second.status(), second.toString());
            assertTrue(
                    second.err()
                            .contains("a daemon answers on control socket "
                                    + push.folder().socket()),
                    second.err());
            assertTrue(first.control().ask("/status").has("Jobs"));
            first.kill();
        }
        assertTrue(Files.exists(push.folder().socket()), "what a killed daemon leaves behind");
        try (var successor = DaemonProcess.start(push.folder())) {
            assertEquals(0, successor.terminate());
        }
    }

    @Test
    void a_missing_zfs_is_one_clear_line() throws Exception {
        var folder = SimulatedPush.prepare(temporary, "", "").folder();
        var config = Files.readString(folder.config())
                .replaceFirst("zfs: .*", "zfs: {type: native, path: /nowhere/zfs}")
                .replace("{type: manual}", "{type: periodic, prefix: a_, interval: 1h}");
        Files.writeString(folder.config(), config);
        try (var daemon = DaemonProcess.start(folder)) {
            daemon.await("it says so", () -> daemon.log().stream().anyMatch(line -> line.contains("[ERRO]")));
            assertEquals(0, daemon.terminate());
            var errors = daemon.log().stream()
                    .filter(line -> line.contains("/nowhere/zfs"))
                    .toList();
            assertEquals(1, errors.size(), errors.toString());
            assertTrue(
                    errors.getFirst().contains("run /nowhere/zfs: no such program: set global.zfs.path"),
                    errors.toString());
        }
    }

    /// A pool file that is larger than the heap: half a daemon must not go on.
    @Test
    void running_out_of_memory_ends_the_process() throws Exception {
        var push = SimulatedPush.prepare(temporary, "", "");
        try (var daemon = DaemonProcess.start(push.folder(), "-Xmx48m")) {
            try (var pools = new java.io.RandomAccessFile(push.folder().pools().toFile(), "rw")) {
                pools.setLength(256 << 20);
            }
            daemon.control().signal("wakeup", SimulatedPush.JOB);
            assertEquals(3, daemon.awaitEnd());
            assertTrue(
                    daemon.log().stream().anyMatch(line -> line.contains("OutOfMemoryError")),
                    daemon.log().toString());
        }
    }

    @Test
    void wrong_usage_ends_with_1_and_shows_what_is_right() throws Exception {
        var folder = new DaemonFolder(temporary);
        for (var command : List.of(
                List.of("daemon", "--confg", "x"),
                List.of("configcheck", "more"),
                List.of("simulated-zfs"),
                List.of("status", "--mod", "raw"),
                List.of("signal", "wake", "data"),
                List.of("nonsense"))) {
            var refusal = Product.run(folder, command.toArray(String[]::new));
            assertEquals(1, refusal.status(), command + ": " + refusal);
            assertEquals("", refusal.out(), command.toString());
            assertTrue(!refusal.err().isBlank(), command.toString());
        }
    }
}
