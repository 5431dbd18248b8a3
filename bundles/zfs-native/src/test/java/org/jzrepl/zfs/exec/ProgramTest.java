// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.testkit.TestThreads;

final class ProgramTest {
    @TempDir
    private Path dir;

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        try (var fake = new FakeZfs(dir, "for one; do echo \"<$one>\"; done")) {
            var lines = new ArrayList<String>();
            var arguments = List.of("list", "a b", "$HOME", "\"'", "*", "", "-x=${y}");
            assertTrue(fake.program().run(arguments, lines::add).ok());
            assertEquals(arguments.stream().map(one -> "<" + one + ">").toList(), lines);
        }
    }

    @Test
    void the_child_speaks_english_reads_nothing_and_inherits_no_descriptor() throws Exception {
        try (var fake = new FakeZfs(dir, "echo $LC_ALL", "cat", "ls /proc/$$/fd");
                var _ = Files.newByteChannel(dir.resolve("zfs"));
                var pipe = new Libc().pipe();
                var _ = pipe.openForReading();
                var _ = pipe.openForWriting()) {
            var lines = new ArrayList<String>();
            assertTrue(fake.program().run(List.of("list"), lines::add).ok());
            // 10 is the shell's own, for its script; the pipe of a pipeline would be, too, for a moment
            assertEquals(List.of("C", "0", "1", "10", "2"), lines);
        }
    }

    @Test
    void the_exit_status_and_the_errors_are_told() throws Exception {
        try (var fake = new FakeZfs(dir, "echo \"cannot open 'p': dataset does not exist\" >&2", "exit 3")) {
            var finished = fake.program().run(List.of("list", "p"));
            assertEquals(3, finished.exit());
            var failure = assertThrows(NoSuchDatasetException.class, () -> finished.orThrow("list p"));
            assertEquals("list p: cannot open 'p': dataset does not exist", failure.getMessage());
        }
    }

    @Test
    void a_failure_without_words_names_its_status() throws Exception {
        try (var fake = new FakeZfs(dir, "exit 7")) {
            var finished = fake.program().run(List.of("list"));
            var failure = assertThrows(ZfsException.class, () -> finished.orThrow("list p"));
            assertEquals("list p: zfs ended with 7 and said nothing", failure.getMessage());
        }
    }

    @Test
    void usage_is_no_reason() {
        assertEquals(
                "cannot open 'a': dataset does not exist",
                new Finished(2, "cannot open 'a': dataset does not exist\nusage:\n\tsnapshot\n").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/zfs", "no-such-zfs-in-path"})
    void a_missing_program_is_one_clear_line(String path) {
        try (var threads = new TestThreads()) {
            var program = new Program(path, threads, _ -> {}, Duration.ofSeconds(5));
            var failure = assertThrows(ZfsException.class, () -> program.run(List.of("list")));
            assertEquals("run " + path + ": no such program: set global.zfs.path", failure.getMessage());
        }
    }

    @Test
    void a_program_that_is_not_executable_is_one_clear_line() throws Exception {
        var path = Files.createFile(dir.resolve("plain")).toString();
        try (var threads = new TestThreads()) {
            var program = new Program(path, threads, _ -> {}, Duration.ofSeconds(5));
            var failure = assertThrows(ZfsException.class, () -> program.run(List.of("list")));
            assertEquals("run " + path + ": not executable: set global.zfs.path", failure.getMessage());
        }
    }

    @Test
    void an_argument_that_is_too_long_is_told_apart() {
        try (var fake = new FakeZfs(dir)) {
            assertThrows(
                    TooManyArgumentsException.class, () -> fake.program().run(List.of("destroy", "x".repeat(1 << 18))));
        }
    }

    @Test
    void names_are_cut_into_halves_where_there_are_too_many() throws Exception {
        try (var fake = new FakeZfs(dir)) {
            var names = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(i -> i + "x".repeat(100_000))
                    .toList();
            var run = new ArrayList<String>();
            Batches.run(names, some -> {
                assertTrue(fake.program().run(some).ok());
                run.addAll(some);
            });
            assertEquals(names, run);
            assertTrue(fake.calls().size() > 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "trap '' TERM; while :; do sleep 1000; done"})
    void a_command_that_does_not_end_is_ended_and_named(String body) {
        try (var fake = new FakeZfs(dir, body).within(Duration.ofMillis(300))) {
            var failure = assertThrows(ZfsException.class, () -> fake.program().run(List.of("list", "-Hp")));
            assertTrue(failure.getMessage().contains("zfs list -Hp: did not end within"), failure.getMessage());
            assertEquals(0, fake.processes());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_the_command(boolean virtual) throws Exception {
        try (var fake = new FakeZfs(dir, "trap '' TERM; while :; do sleep 1000; done")) {
            var end = new CompletableFuture<Throwable>();
            Runnable body = () -> end.complete(assertThrows(
                    InterruptedException.class, () -> fake.program().run(List.of("list"))));
            var thread = virtual
                    ? Thread.ofVirtual().start(body)
                    : Thread.ofPlatform().start(body);
            await().until(() -> !fake.calls().isEmpty());
            var asked = Instant.now();
            thread.interrupt();
            assertInstanceOf(InterruptedException.class, end.get(10, TimeUnit.SECONDS));
            assertTrue(Duration.between(asked, Instant.now()).toMillis() < 2000);
            assertEquals(0, fake.processes());
        }
    }

    @Test
    void a_line_that_is_refused_ends_the_command() {
        try (var fake = new FakeZfs(dir, "while :; do echo garbage; done")) {
            var failure = assertThrows(
                    ZfsException.class,
                    () -> fake.program().run(List.of("list"), line -> {
                        throw new ZfsException("unexpected " + line);
                    }));
            assertEquals("unexpected garbage", failure.getMessage());
            assertEquals(0, fake.processes());
        }
    }

    @Test
    void what_a_command_leaves_behind_does_not_keep_us() throws Exception {
        try (var fake = new FakeZfs(dir, "sleep 1000 >/dev/null & echo $! > $dir/left", "exit 3")) {
            assertEquals(3, fake.program().run(List.of("list")).exit());
            ProcessHandle.of(Long.parseLong(fake.lines("left").getFirst())).ifPresent(ProcessHandle::destroy);
            await().until(() -> fake.threads.running() == 0);
        }
    }

    @Test
    void stopping_its_threads_ends_even_a_stubborn_command() throws Exception {
        try (var fake = new FakeZfs(dir, "trap '' TERM; while :; do sleep 1000; done")) {
            var waiting = new CompletableFuture<Thread>();
            var noting = new NotingThreads(fake.threads, waiting);
            var program = new Program(dir.resolve("zfs").toString(), noting, fake.events::add, Duration.ofMinutes(1));
            var end = new CompletableFuture<Finished>();
            Thread.ofVirtual().start(() -> {
                try {
                    end.complete(program.run(List.of("list")));
                } catch (ZfsException | InterruptedException e) {
                    end.completeExceptionally(e);
                }
            });
            await().until(() -> !fake.calls().isEmpty());
            waiting.get(5, TimeUnit.SECONDS).interrupt();
            await().until(() -> end.isDone() && fake.processes() == 0);
        }
    }

    @Test
    void each_command_is_an_event_when_it_starts_and_when_it_ends() throws Exception {
        try (var fake = new FakeZfs(dir, "exit 4")) {
            fake.program().run(List.of("list", "-Hp"));
            var events = List.copyOf(fake.events);
            assertEquals(2, events.size());
            var started = assertInstanceOf(Event.CommandStarted.class, events.getFirst());
            var ended = assertInstanceOf(Event.CommandEnded.class, events.getLast());
            assertEquals(List.of(dir.resolve("zfs").toString(), "list", "-Hp"), started.argv());
            assertEquals(started.id(), ended.id());
            assertEquals(4, ended.exit());
            assertTrue(ended.wall().isPositive());
        }
    }

    @Test
    void a_command_that_was_killed_ended_with_minus_one() {
        try (var fake = new FakeZfs(dir, "sleep 1000").within(Duration.ofMillis(100))) {
            assertThrows(ZfsException.class, () -> fake.program().run(List.of("list")));
            var ended = fake.events.stream()
                    .filter(Event.CommandEnded.class::isInstance)
                    .findFirst();
            assertEquals(
                    -1,
                    assertInstanceOf(Event.CommandEnded.class, ended.orElseThrow())
                            .exit());
        }
    }

    @Test
    void descriptors_and_threads_do_not_pile_up() throws Exception {
        try (var fake = new FakeZfs(dir, "echo out", "echo err >&2", "exit 1")) {
            fake.program().run(List.of("list"));
            long before = FakeZfs.descriptors();
            for (int i = 0; i < 20; i++) {
                fake.program().run(List.of("list"));
            }
            await().until(() -> FakeZfs.descriptors() <= before && fake.threads.running() == 0);
        }
    }
}
