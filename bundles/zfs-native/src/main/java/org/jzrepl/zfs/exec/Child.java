// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jzrepl.api.zfs.ZfsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A command that runs. Any thread may wait for it or end it.
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    private final String command;
    private final Process process;
    private final CompletableFuture<Integer> exit;
    private final ChildStreams streams;

    Child(String command, Process process, CompletableFuture<Integer> exit, ChildStreams streams) {
        this.command = command;
        this.process = process;
        this.exit = exit;
        this.streams = streams;
    }

    String command() {
        return command;
    }

    CompletableFuture<Integer> exit() {
        return exit;
    }

    String stderr() {
        return streams.stderr();
    }

    void throwIfOutputWasRefused() throws ZfsException {
        var refusal = streams.refusal();
        if (refusal.isPresent()) {
            throw refusal.orElseThrow();
        }
    }

    Finished await() throws InterruptedException {
        try {
            return new Finished(exit.get(), stderr());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit status is an answer, never an exception", e);
        }
    }

    /// Empty if it runs on.
    Optional<Integer> await(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(exit.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit status is an answer, never an exception", e);
        }
    }

    /// Asks it and what it started to end, and does not wait.
    void askToEnd() {
        Ending.family(process).forEach(ProcessHandle::destroy);
    }

    /// Ends it and what it started, first kindly; nothing to do if it has ended. Returns also where the
    /// kernel does not let it go, after a while.
    void end() {
        if (exit.isDone()) {
            return;
        }
        Ending.of(process);
        if (!Waiting.patiently(exit, Ending.GRACE)) {
            LOG.atWarn()
                    .addKeyValue("subsystem", "zfs.cmd")
                    .addKeyValue("cmd", command)
                    .log("command does not end though it was killed");
        }
    }
}
