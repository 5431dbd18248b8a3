// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledDaemonTest {
    @TempDir
    private Path dir;

    @Test
    void streams_do_not_outlive_a_daemon_that_was_killed() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                "echo $$ > $dir/$1.pid",
                "case $1 in send) exec cat /dev/zero;; recv) exec cat > /dev/null;; esac")) {
            var daemon = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Victim.class.getName(),
                            dir.resolve("zfs").toString())
                    .inheritIO()
                    .start();
            for (var verb : List.of("send", "recv")) {
                await().until(() -> !fake.lines(verb + ".pid").isEmpty());
            }
            daemon.destroyForcibly().waitFor();
            for (var verb : List.of("send", "recv")) {
                long pid = Long.parseLong(fake.lines(verb + ".pid").getFirst());
                await().until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            }
        }
    }
}
