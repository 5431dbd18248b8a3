// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.exec.ExecZfs;

/// What makes `snapshots_changed` change on real OpenZFS, and what does not (ADR 0060). The supplier's clock
/// is far ahead, so that it remembers at once what else would be too young.
@Tag("zfs")
final class UnchangedSnapshotsZfsTest {
    private static final InstantSource AHEAD = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));

    private final TestThreads threads = new TestThreads();

    @TempDir
    private Path folder;

    @AfterEach
    void end_threads() {
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.3"})
    void only_the_snapshots_of_what_has_changed_are_listed(String version) throws Exception {
        var guest = ZfsGuest.of(version);
        var zfs = ZfsWrapper.write(folder, guest.zfs(), "");
        var catalog =
                ExecZfs.open(zfs.path().toString(), threads, _ -> {}, AHEAD).catalog();
        guest.shell("zfs create tank/un; zfs create tank/un/a; zfs create tank/un/b; zfs create tank/un/c\n"
                + "zfs snapshot -r tank/un@1; zfs clone tank/un/a@1 tank/un/clone; zfs snapshot tank/un/clone@2");
        assertEquals(List.of("@1", "@1", "@1", "@1", "@2"), scan(catalog));
        tick(guest);

        zfs.forget();
        guest.shell("zfs bookmark tank/un/b@1 tank/un/b#m; zfs hold tag tank/un/b@1");
        assertEquals(List.of("@1", "@1", "#m@1", "@1", "@2"), scan(catalog));
        boolean remembers = version.equals("2.3");
        assertEquals(remembers ? 0 : 1, snapshotListings(zfs));
        guest.shell("zfs destroy tank/un/b#m; zfs release tag tank/un/b@1");
        assertEquals(List.of("@1", "@1", "@1", "@1", "@2"), scan(catalog));

        guest.shell("zfs snapshot tank/un/c@3");
        assertEquals(List.of("@1", "@1", "@1", "@1@3", "@2"), scan(catalog));
        tick(guest);
        guest.shell("zfs rename tank/un/c@3 tank/un/c@4");
        assertEquals(List.of("@1", "@1", "@1", "@1@4", "@2"), scan(catalog));
        tick(guest);
        guest.shell("zfs rollback -r tank/un/c@1");
        assertEquals(List.of("@1", "@1", "@1", "@1", "@2"), scan(catalog));
        tick(guest);
        guest.shell("zfs promote tank/un/clone");
        assertEquals(List.of("@1", "", "@1", "@1", "@1@2"), scan(catalog));
        tick(guest);
        guest.shell("zfs promote tank/un/a");
        assertEquals(List.of("@1", "@1", "@1", "@1", "@2"), scan(catalog));
        tick(guest);
        guest.shell("zfs destroy -r tank/un/c; zfs create tank/un/c; zfs snapshot tank/un/c@5");
        assertEquals(List.of("@1", "@1", "@1", "@5", "@2"), scan(catalog));
    }

    /// The snapshots and bookmarks of each dataset, by its path.
    private static List<String> scan(ZfsCatalog catalog) throws Exception {
        return catalog.scan(List.of(DatasetPath.parse("tank/un")), Scan.REVISIONS).stream()
                .map(dataset -> String.join(
                        "",
                        dataset.revisions().stream().map(Revision::relativeName).toList()))
                .toList();
    }

    private static long snapshotListings(ZfsWrapper zfs) throws Exception {
        return zfs.calls().stream().filter(call -> call.contains("-t snapshot")).count();
    }

    /// Waits until the second is over.
    private static void tick(ZfsGuest guest) throws Exception {
        guest.shell("now=$(date +%s); while [ $(date +%s) -le $((now + 1)) ]; do :; done");
    }
}
