// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jzrepl.itests.Tree;
import org.jzrepl.itests.daemon.ControlSocket;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.PushStatus;
import org.jzrepl.launcher.Container;
import org.osgi.framework.BundleException;

/// A daemon in the product's own container, in this JVM: its bundles can be had hold of while jobs run.
final class ContainedDaemon implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int LINES_SHOWN = 40;

    private final DaemonFolder folder;
    private final Container container;
    private final Bundles bundles;
    private final ControlSocket control;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Thread thread;

    private ContainedDaemon(DaemonFolder folder, Container container, ToIntFunction<String[]> command) {
        this.folder = folder;
        this.container = container;
        this.bundles = new Bundles(container.context());
        this.control = new ControlSocket(folder.socket());
        this.thread = Thread.ofPlatform().name("contained daemon").unstarted(() -> run(command));
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run(ToIntFunction<String[]> command) {
        try {
            ended.complete(
                    command.applyAsInt(new String[] {"--config", folder.config().toString()}));
        } catch (RuntimeException | LinkageError e) {
            ended.completeExceptionally(e);
        }
    }

    /// Returns when its control socket answers.
    static ContainedDaemon start(DaemonFolder folder) throws IOException, BundleException {
        var callers = Thread.currentThread().getContextClassLoader();
        var container = new Container(Tree.product(), folder.state());
        try {
            container.start();
        } finally {
            Thread.currentThread().setContextClassLoader(callers);
        }
        var command = container
                .command("daemon")
                .orElseThrow(() -> new IllegalStateException("the container has no daemon: " + container.problems()));
        var daemon = new ContainedDaemon(folder, container, command);
        daemon.await("its control socket answers", daemon::answers);
        return daemon;
    }

    private boolean answers() {
        if (ended.isDone()) {
            throw new AssertionError("the daemon ended with " + ended.join());
        }
        try {
            return control.ask("/version").has("Version");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    Bundles bundles() {
        return bundles;
    }

    ControlSocket control() {
        return control;
    }

    /// What a `push` job is at; empty while it waits for suppliers.
    Optional<PushStatus> active(String name) throws IOException {
        var job = control.ask("/status").getAsJsonObject("Jobs").getAsJsonObject(name);
        return Optional.of(job.get(job.get("type").getAsString()))
                .filter(JsonElement::isJsonObject)
                .map(status -> new PushStatus(status.getAsJsonObject()));
    }

    /// Wakes a `push` job, and returns once an invocation is over.
    void run(String job) throws IOException {
        var before = active(job).map(PushStatus::started);
        control.signal("wakeup", job);
        await("an invocation of " + job + " is over", () -> {
            var now = active(job);
            return !now.map(PushStatus::started).equals(before)
                    && now.filter(PushStatus::isOver).isPresent();
        });
    }

    /// Waits for something that the daemon does; a failure shows what it was at.
    void await(String what, Callable<Boolean> condition) {
        try {
            org.awaitility.Awaitility.await(what)
                    .atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(condition);
        } catch (ConditionTimeoutException | AssertionError e) {
            throw new AssertionError("waited in vain for: " + what + "\n" + diagnosis(), e);
        }
    }

    private String diagnosis() {
        try (var log = Files.lines(folder.log())) {
            var lines = log.toList();
            return String.join(
                    "\n",
                    Stream.concat(
                                    Stream.of(control.post("/status", "{}"), "the end of its log:"),
                                    lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).stream())
                            .toList());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Ends the daemon as a signal would, and the framework after it.
    @Override
    public void close() throws IOException {
        thread.interrupt();
        int status = ended.join();
        container.close();
        if (status != 0) {
            throw new AssertionError("the daemon ended with " + status);
        }
    }
}
