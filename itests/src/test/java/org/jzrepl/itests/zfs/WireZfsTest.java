// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.PushStatus;
import org.jzrepl.itests.daemon.TwoSides;

/// Real files, from one daemon to another, and over `local` within one.
@Tag("zfs")
final class WireZfsTest {
    private final ZfsGuest guest = ZfsGuest.of("2.3");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"local,true", "local,false", "tcp,true", "tcp,false", "tls,true", "tls,false", "ssh,true", "ssh,false"})
    void files_arrive_as_they_were(String transport, boolean push) throws Exception {
        var name = transport + (push ? "push" : "pull");
        var zfs = "{type: native, path: '" + guest.zfs() + "'}";
        try (var two = TwoSides.over(transport, push, name, folder)) {
            two.configure(zfs, zfs, "");
            var data = "tank/" + name + "/data";
            guest.shell("zfs create -o mountpoint=/" + name + " tank/" + name + "\nzfs create backup/" + name
                    + "\nzfs create " + data + "\nhead -c 8388608 /dev/urandom > /" + name
                    + "/data/first\nzfs snapshot "
                    + data + "@1");
            try (var running = two.start()) {
                var calling = running.calling();
                assertEquals(List.of(""), replicate(two, calling));
                guest.shell("head -c 1048576 /dev/urandom > /" + name + "/data/second\nzfs snapshot " + data + "@2");
                assertEquals(List.of("@1"), replicate(two, calling));
            }
            for (var snapshot : List.of("@1", "@2")) {
                var files = guest.checksums(data + snapshot);
                assertFalse(files.isEmpty());
                assertEquals(files, guest.checksums(two.copy(data) + snapshot));
            }
            System.out.println("wire: " + two.job() + " over " + transport + ", checksums of 2 snapshots are equal");
        }
    }

    /// Where the steps of a run began.
    private static List<String> replicate(TwoSides two, DaemonProcess calling) throws Exception {
        var run = calling.run(two.job());
        assertEquals(List.of(), run.errors());
        return run.steps().stream().map(PushStatus.Step::from).toList();
    }
}
