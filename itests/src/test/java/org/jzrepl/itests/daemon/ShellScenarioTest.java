// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.Tree;

/// The Felix shell of a running daemon, by the product's own command and by its conversation.
final class ShellScenarioTest {
    private static final String PROMPT = "jzrepl> ";
    private static final String CTRL_D = "\u0004";
    private static final int SESSIONS = 50;
    /// The framework's and the JDK's own, which come and go by themselves.
    private static final long TOLERATED = 3;

    @TempDir
    private Path folder;

    private SimulatedPush push;
    private DaemonProcess daemon;

    @BeforeEach
    void start() throws Exception {
        push = SimulatedPush.prepare(folder, "", "");
        daemon = DaemonProcess.start(push.folder());
    }

    @AfterEach
    void kill() {
        daemon.close();
    }

    private Product.Outcome shell(String script) throws IOException, InterruptedException {
        return Product.run(
                push.folder(), "shell", "--config", push.folder().config().toString(), "-c", script);
    }

    @Test
    void commands_of_felix_of_the_runtime_of_components_and_the_products_own_are_there() throws Exception {
        var all = shell("lb | cat; scr:info org.jzrepl.shell.JobCommands | cat; jobs; rules | grep regex");
        assertEquals("", all.err());
        assertEquals(0, all.status());
        assertTrue(all.out().contains("Active     |    1|shell-commands"), all.out());
        assertTrue(all.out().contains("Component Description: org.jzrepl.shell.JobCommands"), all.out());
        assertTrue(all.out().contains("data     push  waiting"), all.out());
        assertTrue(all.out().contains("data  regex  org.jzrepl.pruning-rules 1.0.0"), all.out());
        var refused = shell("wakeup nobody");
        assertEquals(new Product.Outcome(1, "", "job \"nobody\" does not exist; jobs: backups, data\n"), refused);
    }

    @Test
    void a_plan_shows_what_a_run_would_do_and_the_reasons() throws Exception {
        push.create("tank/data");
        push.write("tank/data", "file", 1000);
        push.snapshot("first", "tank/data");
        var all = shell("plan data");
        assertEquals("", all.err());
        assertTrue(all.out().contains("  tank/data: send, steps: 1\n    full => @first, "), all.out());
        assertTrue(all.out().contains("    @first: kept by keep_receiver[0] regex, newest common snapshot"), all.out());
        var pruning = shell("plan -p data").out();
        assertTrue(pruning.startsWith("pruning, sender:\n"), pruning);
        var sink = shell("plan backups");
        assertEquals(1, sink.status());
        assertTrue(sink.err().contains("the plans of the jobs that connect to it"), sink.err());
    }

    @Test
    void on_a_terminal_there_are_completion_the_terminals_size_and_an_end() throws Exception {
        var screen = folder.resolve("screen");
        var process = new ProcessBuilder(
                        "script",
                        "-qec",
                        "stty cols 97 rows 31; exec '" + Tree.product().resolve("bin/jzrepl") + "' shell --config '"
                                + push.folder().config() + "'",
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        try (var keys = process.outputWriter()) {
            daemon.await("the prompt", () -> Files.readString(screen).contains(PROMPT));
            keys.write("status da\t\recho ${COLUMNS}x${LINES}\r");
            keys.flush();
            daemon.await("what was typed has been done", () -> {
                var shown = Files.readString(screen);
                return shown.contains("data (push): waiting") && shown.contains("97x31");
            });
            keys.write(CTRL_D);
            keys.flush();
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void sessions_leave_nothing_behind_in_the_daemon_however_they_end() throws Exception {
        session(0);
        session(1);
        session(2);
        long threads = count("task");
        long descriptors = count("fd");
        for (int i = 0; i < SESSIONS; i++) {
            session(i);
        }
        daemon.await("threads are as before", () -> count("task") <= threads + TOLERATED);
        daemon.await("descriptors are as before", () -> count("fd") <= descriptors + TOLERATED);
        System.out.println(SESSIONS + " sessions: threads " + threads + " -> " + count("task") + ", descriptors "
                + descriptors + " -> " + count("fd"));
    }

    private long count(String what) throws IOException {
        try (var entries = Files.list(Path.of("/proc", Long.toString(daemon.pid()), what))) {
            return entries.count();
        }
    }

    /// By turns: a script, a terminal that is left in order, and one that is torn off in the middle of a command.
    private void session(int number) throws IOException {
        try (var client = ShellClient.open(push.folder().socket())) {
            if (number % 3 == 0) {
                client.script("jobs | grep data");
                assertEquals(0, client.exit());
                return;
            }
            client.terminal();
            client.until(PROMPT);
            if (number % 3 == 1) {
                client.type("jobs\r");
                client.until("waiting");
                client.type(CTRL_D);
                assertEquals(0, client.exit());
            } else {
                client.type("echo begun; log:tail -f\r");
                client.until("begun\r\n");
            }
        }
    }

    @Test
    void a_daemon_that_stops_ends_its_sessions_and_is_not_held_up_by_them() throws Exception {
        try (var client = ShellClient.open(push.folder().socket())) {
            client.terminal();
            client.until(PROMPT);
            client.type("sleep 600\r");
            assertEquals(0, daemon.terminate());
            client.untilEnd();
        }
    }
}
