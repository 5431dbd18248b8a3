// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.Product;

/// A replication that is under way is not interrupted by another configuration, and what that says rules the
/// next.
@Tag("zfs")
final class ReloadZfsTest {
    private static final String KEEP_ALL = "{type: regex, regex: '.*'}";

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void a_small_replication_is_not_interrupted() throws Exception {
        reload("reload24", 24, "3 MiB");
    }

    @Test
    @Tag("soak")
    void a_replication_of_a_gibibyte_is_not_interrupted() throws Exception {
        reload("reload1024", 1024, "64 MiB");
    }

    private void reload(String name, int mebibytes, String rate) throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), name).prepare();
        var zfs = ZfsWrapper.write(temporary, guest.zfs(), "");
        write(push, mebibytes);
        configure(push, zfs, rate, "info", "1h", KEEP_ALL);
        try (var daemon = DaemonProcess.start(push.folder())) {
            long bytes = (long) mebibytes << 20;
            daemon.await(
                    "a part has been sent", () -> daemon.active(GuestPush.JOB).replicated() > bytes / 16);
            var first = snapshots(push.source() + "/data").getFirst();
            refuse(push, zfs, rate);
            configure(push, zfs, rate, "debug", "1s", "{type: last_n, count: 1}");
            var reloaded = run(push);
            assertEquals(0, reloaded.status(), reloaded.err());
            long then = daemon.active(GuestPush.JOB).replicated();
            assertTrue(then > 0 && then < bytes, "the reload came too late: " + then);
            daemon.await(
                    "the new rule and the new interval rule on both sides",
                    () -> !snapshots(push.source() + "/data").contains(first)
                            && !snapshots(push.copy(push.source() + "/data")).contains(first));
            assertUninterrupted(daemon, zfs, first);
            assertTrue(daemon.log().stream().anyMatch(line -> line.contains("[DEBG]")));
            assertEquals(0, daemon.terminate());
            System.out.println("reload under load: " + bytes + " bytes, reloaded at " + then
                    + ", sends of the first run: " + sends(zfs, first).size());
        }
        // which snapshots both sides have at the moment depends on the last round's end; the file is the same in all
        assertEquals(content(push.source() + "/data"), content(push.copy(push.source() + "/data")));
    }

    private Map<String, String> content(String filesystem) throws Exception {
        return guest.checksums(filesystem + "@" + snapshots(filesystem).getLast());
    }

    /// Each record compresses to a quarter, so that the pools hold more than they are large.
    private void write(GuestPush push, int mebibytes) throws Exception {
        guest.shell("zfs create -o compression=lz4 " + push.source() + "/data\n"
                + "zfs set compression=lz4 backup/" + push.name() + "\n"
                + "part=$(mktemp)\nfor i in $(seq " + mebibytes + "); do head -c 32768 /dev/urandom > $part\n"
                + "cat" + " $part".repeat(32) + "; done > /" + push.name() + "/data/file\nrm $part");
    }

    private static void configure(
            GuestPush push, ZfsWrapper zfs, String rate, String level, String interval, String keep)
            throws IOException {
        Files.writeString(push.folder().config(), """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: stdout, level: %s, format: human}]
                  zfs: {type: native, path: "%s"}
                jobs:
                  - {type: sink, name: sink, root_fs: "backup/%s", recv: {placeholder: {encryption: inherit}},
                     serve: {type: local, listener_name: here}}
                  - type: push
                    name: push
                    connect: {type: local, listener_name: here, client_identity: here}
                    filesystems: {"%s/data": true}
                    send: {bandwidth_limit: {max: %s}}
                    snapshotting: {type: periodic, prefix: auto_, interval: %s}
                    pruning:
                      keep_sender: [%s]
                      keep_receiver: [%8$s]
                """.formatted(
                        push.folder().socket(), level, zfs.path(), push.name(), push.source(), rate, interval, keep));
    }

    private static Product.Outcome run(GuestPush push) throws Exception {
        return Product.run(
                push.folder(), "reload", "--config", push.folder().config().toString());
    }

    private static void refuse(GuestPush push, ZfsWrapper zfs, String rate) throws Exception {
        configure(push, zfs, rate, "debug", "1x", KEEP_ALL);
        var refused = run(push);
        assertEquals(1, refused.status());
        assertEquals(
                "jzrepl reload: configuration is refused, nothing changed:\n"
                        + push.folder().config() + ":13:61: jobs[1].snapshotting.interval: \"1x\" is no duration:"
                        + " write for example 10m, 24h or 7d\n",
                refused.err());
    }

    /// One run, from its first byte to its end: one send, which goes through, and no bad word in the log.
    private static void assertUninterrupted(DaemonProcess daemon, ZfsWrapper zfs, String first) throws IOException {
        var calls = sends(zfs, first);
        assertEquals(1, calls.size(), calls::toString);
        assertFalse(calls.getFirst().contains(" -t "), calls::toString);
        var log = daemon.log();
        var done = log.stream()
                .filter(line -> line.contains("replication done"))
                .findFirst()
                .orElseThrow();
        var run = log.subList(0, log.indexOf(done) + 1);
        assertTrue(run.stream().anyMatch(line -> line.contains("configuration reloaded")), run::toString);
        var bad = run.stream()
                .filter(line -> line.matches(".*\\[(WARN|ERRO)]\\[(push|sink)].*"))
                .toList();
        assertEquals(List.of(), bad);
    }

    /// Those that move data.
    private static List<String> sends(ZfsWrapper zfs, String snapshot) throws IOException {
        return zfs.calls().stream()
                .filter(call -> call.startsWith("send ") && !call.matches("send -\\S*n.*"))
                .filter(call -> call.contains(" -t ") || call.endsWith("/data@" + snapshot))
                .toList();
    }

    /// Their names, in the order in which they were taken.
    private List<String> snapshots(String filesystem) throws Exception {
        return guest.shell("zfs list -H -d 1 -t snapshot -o name -s createtxg " + filesystem)
                .lines()
                .map(line -> line.substring(line.indexOf('@') + 1))
                .toList();
    }
}
