// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
/// Owned by the thread of Commons Exec, but for the results.
final class ChildStreams implements ExecuteStreamHandler {
    private static final int PIECE = 8 * 1024;
    /// After its end; only a grandchild that keeps a stream open makes this matter.
    private static final Duration READ_ON = Duration.ofSeconds(5);

    private final Threads threads;
    private final CommandJournal journal;
    private final Optional<LineSink> out;
    private final StderrTail stderr;
    private final List<CompletableFuture<Void>> pumps = new ArrayList<>();
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

    @Override
    public void setProcessInputStream(OutputStream stdin) {
        // redirected
    }

    @Override
    public void setProcessOutputStream(InputStream stdout) {
        out.ifPresent(lines -> pump("output", () -> readOutput(stdout, lines)));
    }

    @Override
    public void setProcessErrorStream(InputStream complaints) {
        pump("errors", () -> readComplaints(complaints));
    }

    @Override
    public void start() {
        // each pump starts with its stream
    }

    @Override
    public void stop() {
        for (var pump : pumps) {
            Waiting.patiently(pump, READ_ON);
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

    private void readOutput(InputStream stdout, LineSink lines) {
        try (var reader = new BufferedReader(new InputStreamReader(stdout, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.line(line);
            }
        } catch (ZfsException e) {
            refusal = Optional.of(e);
        } catch (IOException e) {
            refusal = Optional.of(new ZfsException("read output of " + journal.command() + ": " + e.getMessage(), e));
        }
    }

    private void readComplaints(InputStream complaints) {
        var piece = new byte[PIECE];
        try (complaints) {
            for (int length = complaints.read(piece); length >= 0; length = complaints.read(piece)) {
                stderr.add(piece, length);
            }
        } catch (IOException e) {
            refusal = Optional.of(new ZfsException("read errors of " + journal.command() + ": " + e.getMessage(), e));
        }
        journal.ending();
    }
}
