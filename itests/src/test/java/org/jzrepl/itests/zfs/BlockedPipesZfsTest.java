// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// Pumps that are stuck starve nobody, and let go when they are told to.
@Tag("zfs")
final class BlockedPipesZfsTest {
    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    /// A receive that never reads fills its pipe; the send behind it then cannot write either.
    @Test
    void with_two_sends_and_two_receives_blocked_the_daemon_answers_and_reset_ends_them() throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), "blocked").prepare();
        var zfs = ZfsWrapper.write(temporary, guest.zfs(), "[ \"$1\" != recv ] || exec sleep 1000");
        push.configure(zfs.path(), "{type: regex, regex: \".*\"}", "replication: {concurrency: {steps: 2}}");
        guest.shell(
                "for i in 1 2; do zfs create tank/blocked/d$i; head -c 8388608 /dev/urandom > /blocked/d$i/file; done\n"
                        + "zfs snapshot -r tank/blocked@1");

        try (var daemon = DaemonProcess.start(push.folder(), "-XX:ActiveProcessorCount=2")) {
            daemon.control().signal("wakeup", GuestPush.JOB);
            daemon.await(
                    "two sends and two receives are under way",
                    () -> commands(daemon).size() == 4);
            daemon.await("the pipes are full", () -> stands(daemon));
            assertTrue(daemon.active(GuestPush.JOB).replicated() < 2 * 8_388_608, "everything fits into the pipes");

            long asked = System.nanoTime();
            assertEquals("replicating", daemon.active(GuestPush.JOB).phase());
            var answered = Duration.ofNanos(System.nanoTime() - asked);

            long reset = System.nanoTime();
            daemon.control().signal("reset", GuestPush.JOB);
            daemon.await(
                    "the run has ended",
                    () -> daemon.active(GuestPush.JOB).phase().equals("waiting"));
            var ended = Duration.ofNanos(System.nanoTime() - reset);
            System.out.println("blocked pipes: answered in " + answered.toNanos() / 1000 + " us, reset after "
                    + ended.toMillis() + " ms");
            assertTrue(answered.compareTo(Duration.ofSeconds(1)) < 0, answered.toString());
            assertTrue(ended.compareTo(Duration.ofSeconds(2)) < 0, ended.toString());
            assertEquals(List.of(), commands(daemon));
        }
    }

    /// The `zfs send` and `zfs recv` under way, as the daemon shows them.
    private static List<String> commands(DaemonProcess daemon) throws Exception {
        var active = daemon.control()
                .ask("/status")
                .getAsJsonObject("Global")
                .getAsJsonObject("ZFSCmds")
                .get("Active");
        return active.isJsonNull()
                ? List.of()
                : active.getAsJsonArray().asList().stream()
                        .map(command -> command.getAsJsonObject()
                                .getAsJsonArray("Args")
                                .get(1)
                                .getAsString())
                        .filter(word -> word.equals("send") || word.equals("recv"))
                        .toList();
    }

    /// Whether something has been sent, and nothing more for as long as a look takes ten times over.
    private static boolean stands(DaemonProcess daemon) throws Exception {
        long before = daemon.active(GuestPush.JOB).replicated();
        for (int i = 0; i < 10; i++) {
            if (daemon.active(GuestPush.JOB).replicated() != before) {
                return false;
            }
        }
        return before > 0;
    }
}
