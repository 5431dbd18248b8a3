// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jzrepl.api.event.Event;
import org.jzrepl.testkit.TestThreads;

/// A shell script in place of `zfs`, which notes its arguments in a file, one call a line, before it does
/// what the test says. `$dir` is a folder for what the test wants to see.
final class FakeZfs implements AutoCloseable {
    final TestThreads threads = new TestThreads();
    final Queue<Event> events = new ConcurrentLinkedQueue<>();
    final Path dir;
    private final Path script;
    private Duration atMost = Duration.ofSeconds(30);

    FakeZfs(Path dir, String... body) {
        this.dir = dir;
        this.script = dir.resolve("zfs");
        write("#!/bin/sh\ndir='" + dir + "'\nprintf '%s\\n' \"$*\" >> \"$dir/calls\"\n" + String.join("\n", body)
                + "\n");
    }

    FakeZfs within(Duration time) {
        atMost = time;
        return this;
    }

    Program program() {
        return new Program(script.toString(), threads, events::add, atMost);
    }

    ExecZfs zfs() {
        return ExecZfs.open(program(), threads, DestroyBatch.Limits.NONE);
    }

    List<String> calls() {
        return lines("calls");
    }

    List<String> lines(String file) {
        try {
            return Files.exists(dir.resolve(file)) ? Files.readAllLines(dir.resolve(file)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The processes that this test's scripts are, or have started.
    long processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }

    static long descriptors() {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(script, text);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
