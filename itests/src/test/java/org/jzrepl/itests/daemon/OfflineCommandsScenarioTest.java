// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that need no daemon, and do not mind one.
final class OfflineCommandsScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void what_a_push_has_left_is_listed_and_released() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        push.create("tank/data");
        push.snapshot("1", "tank/data");
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(SimulatedPush.JOB).errors());
            var listed = run(push, "zfs-abstraction", "list");
            assertEquals(2, listed.size(), listed.toString());
            assertTrue(listed.getFirst().startsWith("last-received-hold \"zrepl_last_received_J_backups\" on "));
            assertTrue(listed.getLast().startsWith("replication-cursor-bookmark-v2 tank/data#zrepl_CURSOR_G_"));
            assertEquals(List.of(), run(push, "zfs-abstraction", "release-stale"));
            assertEquals(0, daemon.terminate());
        }
        var released = run(push, "zfs-abstraction", "release-all", "--job", "data");
        assertEquals(1, released.size(), released.toString());
        assertTrue(released.getFirst().endsWith(" ... OK"), released.toString());
        assertEquals(1, run(push, "zfs-abstraction", "list").size());
    }

    @Test
    void what_the_configuration_means_can_be_tried() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        push.create("tank/data");
        assertEquals(
                List.of("REJECT\tbackup\t", "REJECT\tbackup/sink\t", "REJECT\ttank\t", "ACCEPT\ttank/data\t"),
                run(push, "test", "filesystems", "--job", "data", "--all"));
        assertEquals(
                "no\ttank/data\t",
                run(push, "test", "placeholder", "--dataset", "tank/data").getLast());
        var refused = Product.run(push.folder(), "test", "decoderesumetoken", "--token", "x");
        assertEquals(1, refused.status());
        assertTrue(refused.err().startsWith("jzrepl test: resume token is corrupt: unknown form"), refused.err());
    }

    private static List<String> run(SimulatedPush push, String... arguments) throws Exception {
        var words = Stream.concat(Stream.of(arguments), Stream.of("--config", "jzrepl.yml"));
        var outcome = Product.run(push.folder(), words.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.out().lines().toList();
    }
}
