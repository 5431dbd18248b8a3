// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.threads.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A program that runs once, without arguments and without a shell, in the daemon's environment and further
/// variables. Its output goes to the log while it runs.
record HookProcess(String path, Map<String, String> variables, Duration timeout, Threads threads) {
    private static final Logger LOG = LoggerFactory.getLogger(HookProcess.class);

    /// How long the last output is waited for: something that the program left behind may keep the pipe open.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    /// Longer lines are not logged.
    private static final int LONGEST_LINE = 1 << 16;

    void run() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(path).redirectInput(new File("/dev/null"));
        builder.environment().putAll(variables);
        var process = builder.start();
        var output = List.of(
                threads.startPump("hook stdout", () -> log(process.getInputStream(), "stdout", Level.INFO)),
                threads.startPump("hook stderr", () -> log(process.getErrorStream(), "stderr", Level.WARN)));
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("timed out after " + CommandHook.written(timeout));
            }
        } finally {
            end(process);
        }
        long deadline = System.nanoTime() + LAST_OUTPUT.toNanos();
        for (var pump : output) {
            pump.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status " + process.exitValue());
        }
    }

    /// With all that it started and that still belongs to it.
    private static void end(Process process) {
        if (process.isAlive()) {
            var offspring = process.descendants().toList();
            process.destroyForcibly();
            offspring.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void log(InputStream from, String stream, Level level) {
        try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() <= LONGEST_LINE) {
                    LOG.atLevel(level)
                            .addKeyValue("command", path)
                            .addKeyValue(stream, line)
                            .log("hook output");
                }
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("command", path).setCause(e).log("output of a hook ended early");
        }
    }
}
