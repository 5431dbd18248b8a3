// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/// A daemon started by the product's own `bin/jzrepl`, as a process of its own. Closing kills it.
public final class DaemonProcess implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int LINES_SHOWN = 40;

    private final DaemonFolder folder;
    private final Process process;
    private final ControlSocket control;

    private DaemonProcess(DaemonFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.control = new ControlSocket(folder.socket());
    }

    /// Starts a daemon with the configuration of `folder`, and returns when its control socket answers.
    /// `javaOptions` come last on the command line of its JVM.
    public static DaemonProcess start(DaemonFolder folder, String... javaOptions) throws IOException {
        return start(folder, Map.of("JZREPL_OPTS", String.join(" ", javaOptions)));
    }

    /// The same with these environment variables.
    static DaemonProcess start(DaemonFolder folder, Map<String, String> variables) throws IOException {
        var builder = Product.command(
                        folder, "daemon", "--config", folder.config().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        builder.environment().putAll(variables);
        var daemon = new DaemonProcess(folder, builder.start());
        try {
            daemon.await("its control socket answers", daemon::answers);
            return daemon;
        } catch (AssertionError e) {
            daemon.close();
            throw e;
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the daemon ended with " + process.exitValue());
        }
        try {
            return control.ask("/version").has("Version");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    public ControlSocket control() {
        return control;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// The whole status of one job, with its `type`.
    public JsonObject job(String name) throws IOException {
        return control.ask("/status").getAsJsonObject("Jobs").getAsJsonObject(name);
    }

    /// What a `push` or `pull` job is at.
    public PushStatus active(String name) throws IOException {
        var job = job(name);
        return new PushStatus(job.getAsJsonObject(job.get("type").getAsString()));
    }

    /// Wakes a job that replicates, and returns its status once that invocation is over.
    public PushStatus run(String job) throws IOException {
        var before = active(job).started();
        control.signal("wakeup", job);
        await("an invocation of " + job + " is over", () -> {
            var now = active(job);
            return !now.started().equals(before) && now.isOver();
        });
        return active(job);
    }

    /// Waits for something that the daemon does; a failure shows what it was at.
    public void await(String what, Callable<Boolean> condition) {
        try {
            org.awaitility.Awaitility.await(what)
                    .atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(condition);
        } catch (ConditionTimeoutException | AssertionError e) {
            throw new AssertionError("waited in vain for: " + what + "\n" + diagnosis(), e);
        }
    }

    /// Asks it to stop as an init system would, and returns its exit status.
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon does not stop\n" + diagnosis());
        }
        return process.exitValue();
    }

    /// Ends it without its knowing.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Its end, however it comes.
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon does not end\n" + diagnosis());
        }
        return process.exitValue();
    }

    /// All that it and its predecessors in the same folder have logged.
    public List<String> log() {
        try {
            return Files.readAllLines(folder.log());
        } catch (IOException e) {
            return List.of("no log: " + e);
        }
    }

    private String diagnosis() {
        var lines = log();
        var end = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return "status: " + status() + "\nthe end of its log:\n" + String.join("\n", end);
    }

    private String status() {
        try {
            return control.post("/status", "{}");
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
