// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plug-ins that do not leave the daemon alone.
final class HarmfulPluginsScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void one_that_never_finishes_starting_is_quarantined_and_does_not_hold_up_the_daemons_end() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        var operator = new Operator(push.folder());
        var hanging = ForeignBundle.named("org.example.hang")
                .activation("while (true) { java.util.concurrent.locks.LockSupport.park(); }");
        var why = "quarantined, does not finish starting within 15 s;"
                + " once the daemon has been restarted, plugin enable org.example.hang tries again\n";
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(
                    "org.example.hang 1.0.0: " + why,
                    operator.refused("plugin", "install", hanging.jar(folder), "--unsigned"));
            assertTrue(operator.told("status").contains("Warning: plug-in org.example.hang 1.0.0: " + why));
            assertEquals(
                    "jzrepl plugin enable: org.example.hang 1.0.0 hangs and is locked until the daemon is restarted;"
                            + " it stays quarantined\n",
                    operator.refused("plugin", "enable", "org.example.hang"));
            assertEquals(List.of(), daemon.run(SimulatedPush.JOB).errors());
            assertEquals(0, daemon.terminate());
            assertTrue(
                    daemon.log()
                            .contains("jzrepl: bundle org.example.hang 1.0.0 does not stop:"
                                    + " the process ends without waiting for it"),
                    daemon.log().toString());
        }
    }

    @Test
    void one_that_ends_the_jvm_is_quarantined_at_the_next_start_until_the_operator_tries_again() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        var operator = new Operator(push.folder());
        var deadly = ForeignBundle.named("org.example.exit").activation("System.exit(0);");
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertDies(daemon, operator.refused("plugin", "install", deadly.jar(folder), "--unsigned"));
        }
        var why = "org.example.exit 1.0.0: quarantined, ended the JVM when it was started;"
                + " plugin enable org.example.exit tries again\n";
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(SimulatedPush.JOB).errors());
            assertTrue(operator.told("status").contains("Warning: plug-in " + why));
            assertTrue(operator.refused("plugin", "doctor").contains(why));
            assertTrue(operator.told("plugin", "info", "org.example.exit").startsWith(why));
            assertDies(daemon, operator.refused("plugin", "enable", "org.example.exit"));
        }
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertTrue(operator.refused("plugin", "doctor").contains(why));
            assertEquals("org.example.exit 1.0.0: removed\n", operator.told("plugin", "remove", "org.example.exit"));
            assertEquals("", operator.told("plugin", "doctor"));
            assertFalse(operator.told("status").contains("Warning"));
            assertEquals(0, daemon.terminate());
        }
    }

    /// As a failure, whatever status the plug-in chose, so that an init system starts it again.
    private static void assertDies(DaemonProcess daemon, String answer) throws InterruptedException {
        assertTrue(answer.endsWith("daemon at ~/run/control ended before it answered: look into its log\n"), answer);
        assertEquals(6, daemon.awaitEnd());
        assertTrue(
                daemon.log()
                        .contains("jzrepl: the process is ended by code in it that calls System.exit:"
                                + " org.example.exit.Activator.start(Activator.java:6)"),
                daemon.log().toString());
    }
}
