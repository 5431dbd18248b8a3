// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// What one run of a program puts out: to the log while it runs, line by line, and the end of it kept. However
/// much that is, it takes a bounded amount of memory.
final class HookOutput {
    private static final Logger LOG = LoggerFactory.getLogger(HookOutput.class);
    private static final int AT_ONCE = 1 << 13;

    private final String command;
    private final Tail tail;
    private final OutputLines stdout;
    private final OutputLines stderr;
    private final AtomicBoolean warned = new AtomicBoolean();

    /// @param kept how many bytes of it are kept
    HookOutput(String command, int kept) {
        this.command = command;
        this.tail = new Tail(kept);
        this.stdout = lines("stdout", Level.INFO);
        this.stderr = lines("stderr", Level.WARN);
    }

    private OutputLines lines(String stream, Level level) {
        return new OutputLines(
                line -> LOG.atLevel(level)
                        .addKeyValue("command", command)
                        .addKeyValue(stream, line)
                        .log("hook output"),
                this::warn);
    }

    /// Once for a run: a program that writes no line feeds at all must not fill the log either.
    private void warn() {
        if (warned.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("command", command)
                    .addKeyValue("longest_line", OutputLines.LONGEST)
                    .log("hook output has lines that are too long for the log, and are left out");
        }
    }

    void pumpOut(InputStream from) {
        pump(from, stdout);
    }

    void pumpErr(InputStream from) {
        pump(from, stderr);
    }

    private void pump(InputStream from, OutputLines lines) {
        var bytes = new byte[AT_ONCE];
        try (from) {
            for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
                tail.add(bytes, length);
                lines.add(bytes, length);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("command", command).setCause(e).log("output of a hook ended early");
        } finally {
            lines.end();
        }
    }

    /// From time to time, while the program runs.
    void beat() {
        List.of(stdout, stderr).forEach(OutputLines::beat);
    }

    /// The end of both streams, as they came.
    String end() {
        return tail.text();
    }
}
