// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// A daemon that is killed in the middle of a receive costs what was under way, not what had arrived.
@Tag("zfs")
final class KillZfsTest {
    private static final long MEBIBYTE = 1 << 20;

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void its_successor_sends_only_what_has_not_arrived() throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), "kill").prepare();
        push.configure(guest.zfs(), "{type: regex, regex: \".*\"}", "send: {bandwidth_limit: {max: 30 MiB}}");
        guest.shell("zfs create tank/kill/data\nhead -c 209715200 /dev/urandom > /kill/data/file\n"
                + "zfs snapshot tank/kill/data@1");
        var copy = push.copy("tank/kill/data");

        try (var daemon = DaemonProcess.start(push.folder())) {
            daemon.control().signal("wakeup", GuestPush.JOB);
            daemon.await(
                    "half of the stream has been sent",
                    () -> daemon.active(GuestPush.JOB).replicated() > 100 * MEBIBYTE);
            daemon.kill();
        }
        var token = resumeToken(copy);
        long received = token.bytes().orElseThrow();

        try (var daemon = DaemonProcess.start(push.folder())) {
            var second = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), second.errors());
            var step = second.steps().getFirst();
            long stream = Long.parseLong(
                    guest.shell("zfs send tank/kill/data@1 | wc -c").strip());
            System.out.println("kill: stream " + stream + ", token " + received + ", second run " + step.replicated());
            assertTrue(step.resumed(), step.toString());
            assertTrue(received > 50 * MEBIBYTE, "only " + received + " bytes were kept");
            assertTrue(step.replicated() <= stream - received + 10_000_000, step.toString());
        }
        assertEquals(guest.checksums("tank/kill/data@1"), guest.checksums(copy + "@1"));
    }

    /// ZFS writes it when the receive under way has seen the end of its stream.
    private ResumeToken resumeToken(String filesystem) throws Exception {
        guest.shell("while cat /proc/[0-9]*/comm 2>/dev/null | grep -qx zfs; do :; done");
        var text = guest.shell("zfs get -H -o value receive_resume_token '" + filesystem + "'")
                .strip();
        return ResumeToken.parse(text);
    }
}
