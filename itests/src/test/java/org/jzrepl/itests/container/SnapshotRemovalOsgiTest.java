// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bundles are stopped while a job that takes snapshots waits for them, and brought back.
final class SnapshotRemovalOsgiTest {
    @TempDir
    private Path folder;

    @Test
    void a_command_of_zfs_ends_with_its_bundle_and_the_job_goes_on_when_it_is_back() throws Exception {
        try (var here = SnapshotScene.start(folder)) {
            var command = here.awaitCommand();
            var zfs = here.bundles().named("zfs-native");
            zfs.stop();
            assertFalse(command.isAlive());
            assertTrue(here.waits(SnapshotScene.STUCK_IN_ZFS));
            here.letZfsGo();
            zfs.start();
            here.awaitSnapshot(SnapshotScene.STUCK_IN_ZFS);
        }
    }

    @Test
    void a_hook_ends_with_its_bundle_and_the_job_goes_on_when_it_is_back() throws Exception {
        try (var here = SnapshotScene.start(folder)) {
            here.letZfsGo();
            try (var client = here.awaitClient()) {
                var hooks = here.bundles().named("hooks-databases");
                hooks.stop();
                assertTrue(client.getInputStream().readAllBytes().length > 0, "its connection is closed");
                assertTrue(here.waits(SnapshotScene.STUCK_IN_A_HOOK));
                assertFalse(here.has(SnapshotScene.STUCK_IN_A_HOOK));
                here.closeDatabase();
                hooks.start();
                here.awaitSnapshot(SnapshotScene.STUCK_IN_A_HOOK);
            }
        }
    }
}
