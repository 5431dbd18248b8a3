// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.Product;

/// `zfs-abstraction` on real OpenZFS: it finds what ZFS shows, and releases no more than that.
@Tag("zfs")
final class AbstractionZfsTest {
    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void holds_and_bookmarks_of_jobs_are_listed_and_released() throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), "anchors").prepare();
        push.configure(guest.zfs(), "{type: regex, regex: \".*\"}", "");
        guest.shell(
                "zfs create tank/anchors/data\nzfs snapshot tank/anchors/data@1\nzfs hold mine tank/anchors/data@1");
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(GuestPush.JOB).errors());
        }
        var copy = push.copy("tank/anchors/data");
        run(push, "create", "step", "-t", "tank/anchors/data@1", "-j", "push");
        var filter = "tank/anchors<:ok,backup/anchors<:ok";
        var listed = run(push, "list", "--fs", filter);
        assertEquals(3, listed.size(), listed.toString());
        assertTrue(
                listed.containsAll(List.of(
                        "last-received-hold \"zrepl_last_received_J_sink\" on " + copy + "@1",
                        "step-hold \"zrepl_STEP_J_push\" on tank/anchors/data@1")),
                listed.toString());

        var stale = run(push, "release-stale", "--fs", filter);
        assertEquals(List.of("destroy step-hold \"zrepl_STEP_J_push\" on tank/anchors/data@1 ... OK"), stale);
        assertEquals("mine", tags("tank/anchors/data@1"));
        assertEquals(2, run(push, "release-all", "--fs", filter).size());
        assertEquals("", tags(copy + "@1"));
        assertEquals("mine", tags("tank/anchors/data@1"));
        assertEquals("", guest.shell("zfs list -H -t bookmark -o name -r tank/anchors"));
        guest.shell("zfs release mine tank/anchors/data@1");
    }

    private String tags(String snapshot) throws Exception {
        return guest.shell("zfs holds -H " + snapshot + " | cut -f 2").strip();
    }

    private static List<String> run(GuestPush push, String... words) throws Exception {
        var arguments = Stream.concat(
                Stream.concat(Stream.of("zfs-abstraction"), Stream.of(words)),
                Stream.of("--config", push.folder().config().toString()));
        var outcome = Product.run(push.folder(), arguments.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.out().lines().toList();
    }
}
