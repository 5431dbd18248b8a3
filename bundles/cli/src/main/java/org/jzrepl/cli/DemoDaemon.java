// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The daemon of a demonstration, as a process of its own.
final class DemoDaemon implements Closeable {
    private static final Duration START_AT_MOST = Duration.ofSeconds(60);
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(40);
    private static final int LINES_SHOWN = 15;

    private final Process process;
    private final Path log;
    private final ControlClient client;

    DemoDaemon(Path home, Path config, Path log, Path socket) throws IOException, InterruptedException {
        this.log = log;
        client = new ControlClient(socket);
        process = new ProcessBuilder(home.resolve("bin/jzrepl").toString(), "daemon", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitAnswer(socket);
    }

    private void awaitAnswer(Path socket) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_AT_MOST.toNanos();
        while (!Files.exists(socket)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("the daemon did not start: " + lastLines());
            }
        }
    }

    /// What the push job is at.
    JsonObject push(String job) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the daemon ended: " + lastLines());
        }
        return Json.object(client.ask("/status").getAsJsonObject("Jobs"), job)
                .flatMap(status -> Json.object(status, "push"))
                .orElseThrow(() -> new IOException("job " + job + " does not run: " + lastLines()));
    }

    /// Ends it as an operator would.
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the daemon did not stop: " + lastLines());
        }
        if (process.exitValue() != 0) {
            throw new IOException("the daemon ended with " + process.exitValue() + ": " + lastLines());
        }
    }

    String lastLines() {
        try {
            var lines = Files.readAllLines(log);
            return "the end of its log:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: "
                    + Optional.ofNullable(e.getMessage()).orElse("?");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly(); // without effect on one that has ended
    }
}
