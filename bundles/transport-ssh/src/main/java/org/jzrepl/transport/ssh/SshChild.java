// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ChannelWire.Parts;
import org.jzrepl.api.unix.Descriptors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running `ssh` on pipes of `java.nio`: our ends can be waited for by any thread, interrupted and closed,
/// which Java's own streams of a process cannot.
final class SshChild {
    private static final Logger LOG = LoggerFactory.getLogger(SshChild.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SshCommand command;
    private final Process process;
    private final Pipes pipes;
    private final Threads threads;
    private final Complaints complaints;
    private volatile boolean ending;

    private SshChild(SshCommand command, Process process, Pipes pipes, Threads threads) {
        this.command = command;
        this.process = process;
        this.pipes = pipes;
        this.threads = threads;
        complaints = Complaints.read(pipes.err().source(), threads);
    }

    static SshChild start(SshCommand command, Threads threads) throws IOException {
        var pipes = Pipes.open();
        try {
            var child = new SshChild(command, pipes.start(command), pipes, threads);
            child.process.onExit().thenAccept(child::ended);
            return child;
        } catch (IOException e) {
            pipes.close();
            throw e;
        }
    }

    private record Pipes(Pipe in, Pipe out, Pipe err) {
        static Pipes open() throws IOException {
            return new Pipes(Pipe.open(), Pipe.open(), Pipe.open());
        }

        /// The child gets the far ends, and we let go of them: or nobody would see the other's end. Its
        /// environment is empty (`wire-protocol.md` 1.5.1).
        Process start(SshCommand command) throws IOException {
            var builder = new ProcessBuilder(command.argv())
                    .redirectInput(Descriptors.file(in.source()))
                    .redirectOutput(Descriptors.file(out.sink()))
                    .redirectError(Descriptors.file(err.sink()));
            builder.environment().clear();
            var process = builder.start();
            in.source().close();
            out.sink().close();
            err.sink().close();
            return process;
        }

        void close() throws IOException {
            for (var each :
                    new Channel[] {in.sink(), in.source(), out.sink(), out.source(), err.sink(), err.source()}) {
                each.close();
            }
        }
    }

    Parts parts() {
        return new Parts(pipes.out().source(), pipes.in().sink(), pipes.in().sink(), this::close);
    }

    /// What it has complained about, to be added to a message.
    String complaint() {
        var text = complaints.text().strip();
        return text.isEmpty() ? "" : "; ssh says: " + text;
    }

    /// How it ended, for one whose output has ended.
    String end() throws InterruptedException {
        complaints.awaitEnd(GRACE);
        boolean exited = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        return (exited ? "ssh exited with status " + process.exitValue() : "ssh closed its output") + complaint();
    }

    /// Asks it to end, and makes it after a moment. Does not wait.
    private void close() throws IOException {
        ending = true;
        process.destroy();
        pipes.close();
        if (process.isAlive()) {
            threads.start("end ssh", () -> {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            });
        }
    }

    /// Who uses the wire sees a stream end, and not why.
    private void ended(Process ssh) {
        if (!ending && ssh.exitValue() != 0) {
            LOG.atWarn()
                    .addKeyValue("ssh", command)
                    .addKeyValue("status", ssh.exitValue())
                    .addKeyValue("stderr", complaints.text().strip())
                    .log("ssh ended by itself");
        }
    }
}
