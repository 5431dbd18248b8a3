// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;

/// `Launcher HOME COMMAND [ARGUMENT]…`: runs a command of the container; its result is the exit status.
///
/// SIGTERM and SIGINT interrupt the command, which gets [#STOP_AT_MOST] to end. So does the framework when it
/// stops bundles that the command needs; a daemon goes on when they are back.
public final class Launcher {
    static final Duration STOP_AT_MOST = Duration.ofSeconds(35);
    /// The container did not start, or has no such command. (1 is the commands' own, 3 the JVM's when memory
    /// runs out.)
    static final int NOT_STARTED = 4;
    /// Work under way did not end in time.
    static final int NOT_STOPPED = 5;
    /// Code of a bundle ended the process: a failure, so that an init system starts it again.
    static final int ENDED_FROM_WITHIN = 6;

    private static final String DAEMON = "daemon";
    private static final Duration BACK_AT_MOST = Duration.ofMinutes(1);

    private final Thread commandThread = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status = NOT_STARTED;
    private volatile boolean stopping;

    private Launcher() {}

    public static void main(String[] arguments) {
        new Launcher().run(Path.of(arguments[0]), arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private void run(Path home, String command, String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        status = inContainer(home, command, arguments);
        ended.countDown();
        System.exit(status);
    }

    private int inContainer(Path home, String command, String[] arguments) {
        try (var container = new Container(home, stateOf(home))) {
            container.start();
            if (command.equals(DAEMON)) {
                Hangup.runs(() -> container.signal("HUP"));
            }
            return run(container, command, arguments);
        } catch (BundleException | IOException e) {
            System.err.println("jzrepl: " + e.getMessage());
            return NOT_STARTED;
        }
    }

    private int run(Container container, String command, String[] arguments) throws BundleException {
        while (true) {
            var found = container.command(command);
            if (found.isEmpty()) {
                System.err.println("jzrepl: no installed bundle supplies the command \"" + command + "\"");
                container.problems().forEach(System.err::println);
                return NOT_STARTED;
            }
            var service = found.orElseThrow();
            int result = service.applyAsInt(arguments);
            if (result != 0 || !command.equals(DAEMON) || !service.isWithdrawn()) {
                return result;
            }
            if (!isBack(container)) {
                return 0;
            }
        }
    }

    /// A daemon whose bundles the framework has stopped goes on with those that it starts, as after SIGTERM and a
    /// start. False if it was asked to stop meanwhile, when nothing runs.
    private boolean isBack(Container container) throws BundleException {
        var _ = Thread.interrupted(); // that was the framework's
        if (stopping) {
            return false;
        }
        System.err.println("jzrepl: bundles that the daemon needs were stopped: it starts again when they are back");
        try {
            container.bringBack(DAEMON, BACK_AT_MOST);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Path stateOf(Path home) {
        return Optional.ofNullable(System.getenv("STATE_DIRECTORY"))
                .map(directories -> List.of(directories.split(":")).getFirst())
                .map(Path::of)
                .orElse(home.resolve("state"));
    }

    /// Runs as the JVM goes down, whether asked by a signal or by the command's end.
    private void stop() {
        var ending = ended.getCount() > 0 ? Ending.observed() : Ending.AFTER_ITS_COMMAND;
        stopping = true;
        if (ended.getCount() > 0) {
            commandThread.interrupt();
        }
        try {
            if (!ended.await(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                giveUp();
            }
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(NOT_STOPPED);
        }
        Runtime.getRuntime().halt(ending.isFromWithin() ? ENDED_FROM_WITHIN : status);
    }

    /// The process ends although the command goes on.
    static void giveUp() {
        System.err.println("jzrepl: work under way did not end within " + STOP_AT_MOST.toSeconds() + " s");
        Runtime.getRuntime().halt(NOT_STOPPED);
    }
}
