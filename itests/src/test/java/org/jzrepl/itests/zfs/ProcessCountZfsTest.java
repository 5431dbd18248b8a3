// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// What a run that has nothing to do costs does not depend on the number of datasets.
@Tag("zfs")
final class ProcessCountZfsTest {
    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void an_idle_push_starts_no_more_processes_for_40_datasets_than_for_2() throws Exception {
        compare(40);
    }

    @Test
    @Tag("soak")
    void an_idle_push_starts_no_more_processes_for_200_datasets_than_for_2() throws Exception {
        compare(200);
    }

    private void compare(int many) throws Exception {
        var few = idleCalls("few" + many, 2);
        var more = idleCalls("many" + many, many);
        System.out.println(
                "idle push: " + few.size() + " zfs processes for 2 datasets, " + more.size() + " for " + many);
        assertTrue(!few.isEmpty(), "the wrapper was not used");
        assertTrue(more.size() <= few.size(), () -> "2 datasets: " + few + "\n" + many + ": " + more);
    }

    /// The calls of a run after the one that replicated everything.
    private List<String> idleCalls(String name, int datasets) throws Exception {
        var folder = new DaemonFolder(Files.createDirectory(temporary.resolve(name)));
        var push = new GuestPush(guest, folder, name).prepare();
        var zfs = ZfsWrapper.write(folder.path(), guest.zfs(), "");
        push.configure(zfs.path(), "{type: not_replicated}, {type: last_n, count: 10}", "");
        guest.shell("for i in $(seq " + datasets + "); do zfs create tank/" + name + "/d$i; done\nzfs snapshot -r tank/"
                + name + "@1");
        try (var daemon = DaemonProcess.start(folder)) {
            var first = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), first.errors());
            assertEquals(datasets, first.done().size());
            zfs.forget();
            var idle = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), idle.errors());
            assertEquals(List.of(), idle.steps());
            return zfs.calls();
        }
    }
}
