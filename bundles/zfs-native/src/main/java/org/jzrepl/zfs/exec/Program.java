// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jzrepl.api.event.Events;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;

/// The program `zfs`: runs its commands to their end, or starts those that carry streams.
///
/// Arguments are passed as they are, without a shell. All parsing assumes English, which `LC_ALL=C` sees to.
final class Program {
    private static final String TOO_LONG = "error: 7 ";
    private static final String NOT_FOUND = "error: 2 ";
    private static final String NOT_EXECUTABLE = "error: 13 ";

    private final String path;
    private final Threads threads;
    private final Events events;
    private final Duration atMost;
    private final Libc libc = new Libc();

    Program(String path, Threads threads, Events events, Duration atMost) {
        this.path = path;
        this.threads = threads;
        this.events = events;
        this.atMost = atMost;
    }

    Libc libc() {
        return libc;
    }

    /// Runs a command whose output is not looked at.
    Finished run(List<String> arguments) throws ZfsException, InterruptedException {
        return run(arguments, _ -> {});
    }

    /// Runs a command to its end, however that is; `out` gets each line of its output as it comes.
    ///
    /// @throws ZfsException if it cannot be started, does not end in time, or `out` refuses a line
    Finished run(List<String> arguments, LineSink out) throws ZfsException, InterruptedException {
        var child = start(arguments, Wiring.reading(out));
        try {
            var exit = child.await(atMost);
            if (exit.isEmpty()) {
                throw new ZfsException(
                        child.command() + ": did not end within " + atMost.toMinutes() + " minutes, and was ended");
            }
            child.throwIfOutputWasRefused();
            return new Finished(exit.orElseThrow(), child.stderr());
        } finally {
            child.end();
        }
    }

    /// Starts a command. Whoever calls ends the child.
    Child start(List<String> arguments, Wiring wiring) throws ZfsException, InterruptedException {
        var argv = Stream.concat(Stream.of(path), arguments.stream()).toList();
        var journal = new CommandJournal(argv, events);
        var streams = new ChildStreams(threads, journal, wiring);
        var launcher = new Launcher(argv, wiring, threads, journal, streams, libc);
        var child = new Child(journal.command(), launched(launcher), launcher.exit(), streams);
        if (Thread.interrupted()) {
            child.end();
            throw new InterruptedException();
        }
        return child;
    }

    /// Waits in spite of interrupts, which takes milliseconds: the caller's descriptors must stay until they are
    /// passed on.
    private Process launched(Launcher launcher) throws ZfsException {
        try {
            launcher.start();
            Waiting.patiently(launcher.launched());
            return launcher.launched().join();
        } catch (IOException e) {
            throw notStarted(e);
        } catch (CompletionException e) {
            throw notStarted(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    private ZfsException notStarted(Throwable cause) {
        var message = Reason.of(cause);
        if (message.contains(TOO_LONG)) {
            return new TooManyArgumentsException("run " + path + ": too many arguments", cause);
        }
        if (message.contains(NOT_FOUND)) {
            message = "no such program";
        } else if (message.contains(NOT_EXECUTABLE)) {
            message = "not executable";
        }
        return new ZfsException("run " + path + ": " + message + ": set global.zfs.path", cause);
    }
}
