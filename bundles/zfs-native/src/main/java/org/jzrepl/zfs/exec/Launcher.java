// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.threads.Threads;

/// Starts one child through Commons Exec, whose thread waits for it: interrupted when the bundle stops, it
/// ends the child.
///
/// The asynchronous form, because the synchronous one swallows the caller's interrupts.
final class Launcher extends DefaultExecutor implements ExecuteResultHandler {
    private final List<String> argv;
    private final Wiring wiring;
    private final Threads threads;
    private final CommandJournal journal;
    private final ChildStreams streams;
    private final Libc libc;
    private final CompletableFuture<Process> launched = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @SuppressWarnings("deprecation") // its builder makes no subclasses, and only those choose where streams go
    Launcher(
            List<String> argv,
            Wiring wiring,
            Threads threads,
            CommandJournal journal,
            ChildStreams streams,
            Libc libc) {
        this.argv = argv;
        this.wiring = wiring;
        this.threads = threads;
        this.journal = journal;
        this.streams = streams;
        this.libc = libc;
        setStreamHandler(streams);
    }

    void start() throws IOException {
        execute(new CommandLine(argv.getFirst()), Map.of(), this);
    }

    CompletableFuture<Process> launched() {
        return launched;
    }

    /// Done when its streams have been read to their end, too. A command that was killed ends with a status over
    /// 128.
    CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    protected Thread createThread(Runnable waiting, String name) {
        return threads.factory(journal.role()).newThread(waiting);
    }

    @Override
    protected Process launch(CommandLine command, @Nullable Map<String, String> environment, @Nullable Path directory)
            throws IOException {
        var builder = new ProcessBuilder(argv).redirectInput(wiring.stdin()).redirectOutput(wiring.stdout());
        builder.environment().put("LC_ALL", "C");
        try (var output = libc.pipe();
                var errors = libc.pipe()) {
            builder.redirectError(errors.writeEnd());
            if (wiring.out().isPresent()) {
                builder.redirectOutput(output.writeEnd());
            }
            streams.open(output, errors);
            var process = builder.start();
            journal.started(process);
            streams.belongTo(process);
            launched.complete(process);
            return process;
        } catch (IOException e) {
            streams.close();
            throw e;
        }
    }

    /// Every exit status is an answer.
    @Override
    public boolean isFailure(int exitValue) {
        return false;
    }

    @Override
    public void onProcessComplete(int exitValue) {
        journal.ended(exitValue);
        exit.complete(exitValue);
    }

    @Override
    public void onProcessFailed(ExecuteException failure) {
        var cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        if (!launched.completeExceptionally(cause)) {
            journal.ended(failure.getExitValue());
            exit.complete(failure.getExitValue());
        }
    }
}
