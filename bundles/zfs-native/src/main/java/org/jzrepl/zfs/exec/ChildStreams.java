// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;

/// Reads what a child writes: its output line by line, and the tail of its complaints.
///
/// Through pipes of our own, since no interrupt ends a read of Java's: a process that the child left behind would
/// keep the reader for ever. Owned by the thread of Commons Exec, but for the results.
final class ChildStreams implements ExecuteStreamHandler {
    private static final int PIECE = 8 * 1024;
    /// After its end; only a process that it left behind makes this matter.
    private static final Duration READ_ON = Duration.ofSeconds(2);

    private final Threads threads;
    private final CommandJournal journal;
    private final Optional<LineSink> out;
    private final StderrTail stderr;
    private final List<FileChannel> channels = new ArrayList<>();
    private final List<CompletableFuture<Void>> pumps = new ArrayList<>();
    private Optional<Process> process = Optional.empty();
    private volatile Optional<ZfsException> refusal = Optional.empty();

    ChildStreams(Threads threads, CommandJournal journal, Wiring wiring) {
        this.threads = threads;
        this.journal = journal;
        this.out = wiring.out();
        this.stderr = new StderrTail(wiring.stderrLimit());
    }

    String stderr() {
        return stderr.text();
    }

    /// Why the output was not read to its end.
    Optional<ZfsException> refusal() {
        return refusal;
    }

    void open(Pipe output, Pipe errors) throws IOException {
        channels.add(errors.openForReading());
        if (out.isPresent()) {
            channels.add(output.openForReading());
        }
    }

    void belongTo(Process child) {
        process = Optional.of(child);
    }

    @Override
    public void setProcessInputStream(OutputStream stdin) {
        // redirected, as the other two
    }

    @Override
    public void setProcessOutputStream(InputStream stdout) {
        // ours instead
    }

    @Override
    public void setProcessErrorStream(InputStream complaints) {
        // ours instead
    }

    @Override
    public void start() {
        pump("errors", () -> readComplaints(channels.getFirst()));
        out.ifPresent(lines -> pump("output", () -> readOutput(channels.getLast(), lines)));
    }

    /// Where the waiting was interrupted, Commons Exec has asked the child to end, and that is all: we make sure
    /// of it.
    @Override
    public void stop() throws IOException {
        process.ifPresent(Ending::of);
        for (var pump : pumps) {
            Waiting.patiently(pump, READ_ON);
        }
        close();
        pumps.forEach(Waiting::patiently);
    }

    /// Ends the reading.
    void close() throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }

    private void pump(String stream, Runnable reading) {
        var done = new CompletableFuture<Void>();
        pumps.add(done);
        threads.startPump(journal.role() + " " + stream, () -> {
            try {
                reading.run();
            } finally {
                done.complete(null);
            }
        });
    }

    private void readOutput(FileChannel stdout, LineSink lines) {
        try (var reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(stdout), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.line(line);
            }
        } catch (ZfsException e) {
            refusal = Optional.of(e);
        } catch (IOException e) {
            refusal = Optional.of(new ZfsException(journal.command() + ": its output could not be read to the end", e));
        }
    }

    private void readComplaints(FileChannel complaints) {
        var piece = new byte[PIECE];
        try (var in = Channels.newInputStream(complaints)) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                stderr.add(piece, length);
            }
        } catch (AsynchronousCloseException e) {
            // the command has ended, and what it said is there
        } catch (IOException e) {
            refusal = Optional.of(new ZfsException(journal.command() + ": its errors could not be read", e));
        }
        journal.ending();
    }
}
