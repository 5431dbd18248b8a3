// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions as clients meet them.
@Timeout(60)
final class ShellConversationTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String PROMPT = "jzrepl> ";

    private final Bench bench = new Bench();
    private final Patience patience = new Patience();

    /// A command that waits until it is interrupted.
    public static final class Patience {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        public void patience() throws InterruptedException {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }

        public List<String> __jobs() {
            return List.of("nightly", "weekly");
        }

        public String wakeup(String job) {
            return "woken: " + job;
        }
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void a_script_says_what_it_found_and_how_it_ended() throws IOException {
        try (var good = bench.script("echo one | grep on; echo two");
                var unknown = bench.script("no_such_command")) {
            assertEquals(0, good.exit());
            assertEquals("one\ntwo\n", good.out());
            assertEquals("", good.err());
            assertEquals(1, unknown.exit());
            assertTrue(unknown.err().contains("no_such_command"), unknown.err());
        }
    }

    @Test
    void on_a_terminal_lines_are_edited_and_ctrl_d_ends_the_session() throws IOException {
        try (var client = bench.terminal()) {
            client.until(PROMPT).type("echo on\u007fne\r").until("one").until(PROMPT);
            assertEquals(0, client.type(CTRL_D).exit());
        }
    }

    @Test
    void exit_ends_the_session() throws IOException {
        try (var client = bench.terminal()) {
            assertEquals(0, client.until(PROMPT).type("exit\r").exit());
        }
    }

    @Test
    void ctrl_c_interrupts_the_command_and_the_session_goes_on() throws Exception {
        bench.add("test", patience, "patience");
        try (var client = bench.terminal()) {
            client.until(PROMPT).type("patience\r");
            patience.begun.await();
            client.type(CTRL_C).until(PROMPT);
            patience.interrupted.await();
            client.type("echo still there\r").until("still there").until(PROMPT);
            assertEquals(0, client.type(CTRL_D).exit());
        }
    }

    @Test
    void names_of_jobs_are_completed() throws IOException {
        bench.add("jzrepl", patience, "wakeup");
        bench.add("jzrepl", patience, "__jobs");
        try (var client = bench.terminal()) {
            client.until(PROMPT).type("wakeup wee\t\r").until("woken: weekly").until(PROMPT);
            client.type(CTRL_D).exit();
        }
    }

    @Test
    void the_terminal_has_the_clients_size_also_after_a_change() throws IOException {
        try (var client = bench.terminal()) {
            client.until(PROMPT)
                    .type("echo ${COLUMNS}x${LINES}\r")
                    .until("100x30")
                    .until(PROMPT);
            client.resize(132, 43);
            client.type("echo ${COLUMNS}x${LINES}\r").until("132x43").until(PROMPT);
            client.type(CTRL_D).exit();
        }
    }

    @Test
    void what_runs_for_a_client_that_leaves_is_interrupted() throws Exception {
        bench.add("test", patience, "patience");
        try (var client = bench.script("patience")) {
            patience.begun.await();
            client.leave();
            patience.interrupted.await();
        }
    }

    @Test
    void sessions_at_the_same_time_do_not_hear_each_other() throws IOException {
        try (var first = bench.terminal();
                var second = bench.terminal()) {
            first.until(PROMPT).type("name = anna; echo I am $name\r");
            second.until(PROMPT).type("name = otto; echo I am $name\r");
            second.until("I am otto").until(PROMPT);
            first.until("I am anna").until(PROMPT);
            second.type("echo I am $name\r").until("I am otto");
            first.type(CTRL_D).exit();
            second.type(CTRL_D).exit();
        }
    }

    @Test
    void fifty_sessions_leave_no_thread_behind_however_they_end() throws Exception {
        try (var first = bench.script("echo warm")) {
            first.exit();
        }
        await().until(() -> bench.threads().running() == 0);
        var before = sessionThreads();
        for (int i = 0; i < 50; i++) {
            switch (i % 3) {
                case 0 -> scripted();
                case 1 -> typed();
                default -> torn();
            }
        }
        await().until(() -> bench.threads().running() == 0);
        await().until(() -> sessionThreads() <= before);
    }

    private void scripted() throws IOException {
        try (var client = bench.script("echo one | cat")) {
            assertEquals(0, client.exit());
        }
    }

    private void typed() throws IOException {
        try (var client = bench.terminal()) {
            client.until(PROMPT).type("echo one\r").until("one").type(CTRL_D).exit();
        }
    }

    private void torn() throws IOException {
        try (var client = bench.terminal()) {
            client.until(PROMPT).type("echo begun; sleep 600\r").until("begun\r\n");
        }
    }

    /// Gogo's, of all sessions.
    private static long sessionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("session-.*|job controller.*|pipe-.*|.*sleep.*"))
                .count();
    }
}
