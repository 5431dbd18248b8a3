// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// The replication cursor stands in for a snapshot that the sender no longer has.
@Tag("zfs")
final class CursorZfsTest {
    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void after_the_newest_common_snapshot_was_pruned_the_next_run_is_still_incremental() throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), "cursor").prepare();
        push.configure(guest.zfs(), "{type: regex, regex: \"^second$\"}", "");
        guest.shell("zfs create tank/cursor/data\nhead -c 3000000 /dev/urandom > /cursor/data/one\n"
                + "zfs snapshot tank/cursor/data@first");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var full = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), full.errors());
            assertEquals(
                    List.of(""), full.steps().stream().map(step -> step.from()).toList());
            assertFalse(snapshots("tank/cursor/data").contains("@first"), "pruning has left it");
            assertTrue(snapshots(push.copy("tank/cursor/data")).contains("@first"));

            guest.shell("head -c 2000000 /dev/urandom > /cursor/data/two\nzfs snapshot tank/cursor/data@second");
            var incremental = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), incremental.errors());
            var step = incremental.steps().getFirst();
            System.out.println("cursor: the step is " + step);
            assertTrue(step.from().startsWith("#zrepl_CURSOR_G_"), step.from());
            assertEquals("@second", step.to());
            assertTrue(step.replicated() < 3_000_000, "one file of two megabytes is new");
        }
        assertEquals(
                guest.checksums("tank/cursor/data@second"), guest.checksums(push.copy("tank/cursor/data") + "@second"));
    }

    private String snapshots(String filesystem) throws Exception {
        return guest.shell("zfs list -H -d 1 -t snapshot -o name " + filesystem);
    }
}
