// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.threads.Threads;

/// A program that runs once, without arguments and without a shell, in the daemon's environment and further
/// variables. Its output goes to the log while it runs.
///
/// @param keptOutput how many bytes of the end of its output are told of if it fails
record HookProcess(String path, Map<String, String> variables, Duration timeout, int keptOutput, Threads threads) {
    /// How long the last output is waited for: something that the program left behind may keep the pipe open.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    /// How often its output is looked at for a piece that does not become a line.
    private static final Duration BEAT = Duration.ofSeconds(1);

    /// @throws IOException that says in its first line what went wrong; what the program said follows
    void run() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(path).redirectInput(new File("/dev/null"));
        builder.environment().putAll(variables);
        var process = builder.start();
        var output = new HookOutput(path, keptOutput);
        var pumps = List.of(
                threads.startPump("hook stdout", () -> output.pumpOut(process.getInputStream())),
                threads.startPump("hook stderr", () -> output.pumpErr(process.getErrorStream())));
        boolean inTime;
        try {
            inTime = awaitEnd(process, output);
        } finally {
            end(process);
        }
        awaitLast(pumps);
        if (!inTime) {
            throw new IOException("timed out after " + CommandHook.written(timeout) + "\n" + output.end());
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status " + process.exitValue() + "\n" + output.end());
        }
    }

    /// False if it still runs after its time.
    private boolean awaitEnd(Process process, HookOutput output) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (left > 0) {
            if (process.waitFor(Math.min(left, BEAT.toNanos()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            output.beat();
            left = deadline - System.nanoTime();
        }
        return false;
    }

    private static void awaitLast(List<Thread> pumps) throws InterruptedException {
        long deadline = System.nanoTime() + LAST_OUTPUT.toNanos();
        for (var pump : pumps) {
            pump.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
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
}
