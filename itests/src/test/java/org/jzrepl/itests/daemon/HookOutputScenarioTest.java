// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What a hook's program puts out, in the log and in the status of the product as it ships.
final class HookOutputScenarioTest {
    /// Two lines that are too long for the log, one on each stream, and a failure.
    private static final String SCRIPT = """
            #!/bin/sh
            [ "$ZREPL_HOOKTYPE" = pre_snapshot ] || exit 0
            echo begun
            printf 'waiting for go'
            while [ ! -e go ]; do sleep 0.1; done
            echo
            head -c 70000 /dev/zero | tr '\\0' 'x'
            head -c 70000 /dev/zero | tr '\\0' 'x' >&2
            echo
            echo >&2
            echo after
            while [ ! -e on ]; do sleep 0.1; done
            printf 'no such \\377lock\\n' >&2
            exit 3
            """;

    @TempDir
    private Path path;

    @Test
    void output_is_in_the_log_while_it_runs_and_its_end_in_the_status_when_it_has_failed() throws Exception {
        var folder = prepare();
        try (var daemon = DaemonProcess.start(folder, Map.of("ZREPL_MAX_HOOK_LOG_SIZE", "100"))) {
            daemon.await(
                    "the piece without a line feed is in the log", () -> logged(daemon, "stdout=\"waiting for go\""));
            assertTrue(logged(daemon, "stdout=\"begun\""));
            assertEquals(
                    "1 Exec    ... ",
                    hooks(daemon).get("Hooks").getAsString().lines().findFirst().orElseThrow());
            Files.createFile(path.resolve("go"));
            daemon.await("the line after the long one is in the log", () -> logged(daemon, "stdout=\"after\""));
            Files.createFile(path.resolve("on"));
            daemon.await("the round is over", () -> hooks(daemon).get("State").getAsInt() == 8);
            assertShown(hooks(daemon));
            var status = Product.run(folder, "status", "--config", "jzrepl.yml");
            assertTrue(status.out().contains("| no such \uFFFDlock\n"), status.out());
            assertEquals(0, daemon.terminate());
            assertTrue(logged(daemon, "stderr=\"no such \uFFFDlock\""));
            assertFalse(logged(daemon, "xxxx"));
            var warnings = daemon.log().stream()
                    .filter(line -> line.contains("[WARN]") && line.contains("longest_line=\"65536\""))
                    .toList();
            assertEquals(1, warnings.size(), warnings::toString);
        }
    }

    private static void assertShown(JsonObject progress) {
        assertTrue(progress.get("HooksHadError").getAsBoolean());
        var rows = progress.get("Hooks").getAsString().lines().toList();
        assertEquals(3, rows.size(), rows::toString);
        assertTrue(rows.getFirst().contains("command hook failed with \"exit status 3\""), rows::toString);
        var step = progress.getAsJsonArray("HookSteps").get(0).getAsJsonObject();
        assertEquals("Err", step.get("State").getAsString());
        var said = step.get("Output").getAsString();
        // what came before on the two streams may have been read in any order
        assertTrue(said.endsWith("\nno such \uFFFDlock") && said.length() <= 100, said);
    }

    private static JsonObject hooks(DaemonProcess daemon) throws IOException {
        return daemon.job("hooked")
                .getAsJsonObject("snap")
                .getAsJsonObject("Snapshotting")
                .getAsJsonObject("Periodic")
                .getAsJsonArray("Progress")
                .get(0)
                .getAsJsonObject();
    }

    private static boolean logged(DaemonProcess daemon, String text) {
        return daemon.log().stream().anyMatch(line -> line.contains(text));
    }

    private DaemonFolder prepare() throws Exception {
        var script = Files.writeString(path.resolve("hook.sh"), SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        var folder = new DaemonFolder(path);
        folder.configure("zfs: " + folder.simulated(), """
                - type: snap
                  name: hooked
                  filesystems: {"tank<": true}
                  snapshotting:
                    type: periodic
                    prefix: zrepl_
                    interval: 1d
                    hooks: [{type: command, path: "%s", timeout: 5m}]
                  pruning: {keep: [{type: regex, regex: ".*"}]}
                """.formatted(script));
        SimulatedZfs.inFile(folder.pools(), InstantSource.system())
                .properties()
                .create(DatasetPath.parse("tank"), Map.of());
        return folder;
    }
}
