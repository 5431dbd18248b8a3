// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;

/// Pools in a file that several use at once.
final class FileStoreTest {
    private static final DatasetPath TANK = DatasetPath.parse("tank");
    private static final int EACH = 300;

    @TempDir
    private Path folder;

    /// As of two versions of the bundle, of which the older still works on something.
    @Test
    void two_in_one_process_lose_nothing_of_each_other() throws Exception {
        var one = zfs();
        one.properties().create(TANK, Map.of());
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var end : threads.invokeAll(List.of(snapshots(one, 'a'), snapshots(zfs(), 'b')))) {
                end.get();
            }
        }
        assertEquals(2 * EACH, zfs().catalog().revisions(TANK).size());
    }

    private SimulatedZfs zfs() {
        return SimulatedZfs.inFile(folder.resolve("pools"), InstantSource.system());
    }

    private static Callable<Void> snapshots(SimulatedZfs zfs, char who) {
        return () -> {
            for (int number = 100; number < 100 + EACH; number++) {
                zfs.snapshots().create(List.of(TANK), "" + who + number);
            }
            return null;
        };
    }
}
