// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.testkit.HookContract;
import org.jzrepl.testkit.TestThreads;

/// Hooks that are real programs.
final class CommandHookTest implements HookContract {
    private static final DatasetPath TANK = DatasetPath.parse("tank/a b");

    private static final int KEPT = 1000;

    private final TestThreads threads = new TestThreads();

    @TempDir
    private Path folder;

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private CommandHook hook(Duration timeout, String... script) throws IOException {
        var file = folder.resolve("hook.sh");
        Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", script) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new CommandHook(file.toString(), timeout, KEPT, threads);
    }

    @Override
    public Hook working() throws IOException {
        return hook(Duration.ofSeconds(60), "exit 0");
    }

    @Override
    public Hook failing() throws IOException {
        return hook(Duration.ofSeconds(60), "echo no such luck >&2", "exit 1");
    }

    @Override
    public Optional<Hook> waiting() throws IOException {
        return Optional.of(hook(Duration.ofSeconds(600), "exec sleep 1000"));
    }

    @Test
    void both_edges_get_the_documented_environment() throws Exception {
        var hook = hook(
                Duration.ofSeconds(60),
                "echo \"$ZREPL_HOOKTYPE $ZREPL_FS $ZREPL_SNAPNAME [$ZREPL_DRYRUN] $ZREPL_TIMEOUT $# ${PATH:+path}\" >> seen");
        var engagement = hook.engage(TANK, "snap");
        var before = engagement.report();
        engagement.close();
        assertEquals(
                List.of("pre_snapshot tank/a b snap [] 60 0 path", "post_snapshot tank/a b snap [] 60 0 path"),
                Files.readAllLines(folder.resolve("seen")));
        assertEquals(
                "command hook: \"ZREPL_DRYRUN='' ZREPL_FS='tank/a b' ZREPL_HOOKTYPE='pre_snapshot' "
                        + "ZREPL_SNAPNAME='snap' ZREPL_TIMEOUT='60' " + hook.path() + "\"",
                before);
        assertTrue(engagement.report().contains("ZREPL_HOOKTYPE='post_snapshot'"));
    }

    @Test
    void an_exit_status_is_a_failure_with_what_ran() throws IOException {
        var hook = hook(Duration.ofSeconds(60), "exit 3");
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertTrue(
                failure.getMessage().startsWith("command hook failed with \"exit status 3\": \"ZREPL_DRYRUN=''"),
                failure.getMessage());
    }

    @Test
    void a_failure_has_what_both_streams_said_beneath_it() throws IOException {
        var hook = hook(Duration.ofSeconds(60), "echo trying", "printf 'no such \\303\\244luck\\377' >&2", "exit 1");
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertEquals(1, failure.getMessage().lines().count());
        var told = failure.getCause().getMessage();
        assertEquals("exit status 1", told.lines().findFirst().orElseThrow());
        assertTrue(told.contains("trying\n") && told.contains("no such äluck\uFFFD"), told);
    }

    @Test
    void of_much_output_the_end_is_kept() throws IOException {
        var hook = hook(Duration.ofSeconds(60), "seq 1000", "exit 1");
        var told = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"))
                .getCause()
                .getMessage();
        assertEquals("exit status 1\n".length() + KEPT, told.length());
        assertTrue(told.endsWith("\n999\n1000\n"), told);
    }

    @Test
    void a_program_that_ran_out_of_time_is_quoted_too() throws IOException {
        var hook = hook(Duration.ofMillis(500), "echo waiting for the lock", "exec sleep 1000");
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertEquals(
                "timed out after 500ms\nwaiting for the lock\n",
                failure.getCause().getMessage());
    }

    /// More than a string can hold, and without a line feed.
    @Test
    void output_without_end_takes_no_memory() throws Exception {
        var hook = hook(Duration.ofMinutes(10), "head -c 2200000000 /dev/zero", "echo && exit 4");
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertEquals(
                "exit status 4\n" + "\0".repeat(KEPT - 1) + "\n",
                failure.getCause().getMessage());
    }

    @Test
    void a_program_that_does_not_exist_is_a_failure() {
        var hook = new CommandHook("/no/such/program", Duration.ofSeconds(60), KEPT, threads);
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertTrue(failure.getMessage().contains("/no/such/program"), failure.getMessage());
    }

    @Test
    void after_the_timeout_the_program_and_what_it_started_are_ended() throws IOException {
        var hook = hook(Duration.ofMillis(500), "sleep 1000 &", "echo $! > child", "sleep 1000");
        var failure = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
        assertTrue(failure.getMessage().contains("timed out after 500ms"), failure.getMessage());
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void nobody_waits_for_a_pipe_that_a_grandchild_keeps_open() throws Exception {
        var hook = hook(Duration.ofSeconds(60), "sleep 1000 &", "echo $! > child");
        var start = System.nanoTime();
        hook.engage(TANK, "snap");
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 60);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        var handle = ProcessHandle.of(child).orElseThrow();
        assertTrue(handle.isAlive());
        handle.destroyForcibly();
        await().until(() -> !handle.isAlive());
    }

    @Test
    void an_interrupt_ends_the_program() throws Exception {
        var hook = hook(Duration.ofSeconds(600), "echo $$ > running", "exec sleep 1000");
        var running = threads.start("hook", () -> {
            try {
                hook.engage(TANK, "snap");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        var file = folder.resolve("running");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        long pid = Long.parseLong(Files.readString(file).strip());
        running.interrupt();
        running.join();
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertFalse(running.isAlive());
    }
}
