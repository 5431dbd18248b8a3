// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jzrepl.api.threads.Threads;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/// Starts a bundle on a thread of its own, since a stranger's activator may do anything.
record Activation(Threads threads, Duration atMost) {
    /// What became of it.
    sealed interface Outcome {
        record Started() implements Outcome {}

        /// It can be uninstalled.
        record Threw(String why) implements Outcome {}

        /// Its thread is lost, and its bundle locked until the JVM ends.
        record Hangs(String why) implements Outcome {}
    }

    Outcome start(Bundle bundle) throws InterruptedException {
        var failure = new AtomicReference<Optional<String>>(Optional.of("was interrupted"));
        var thread = threads.startPump("activate " + bundle.getSymbolicName(), () -> failure.set(failure(bundle)));
        if (thread.join(atMost)) {
            return failure.get().<Outcome>map(Outcome.Threw::new).orElseGet(Outcome.Started::new);
        }
        if (endsTheJvm(thread)) {
            return new Outcome.Hangs("ends the JVM when it is started");
        }
        thread.interrupt();
        return new Outcome.Hangs("does not finish starting within " + atMost.toSeconds() + " s");
    }

    /// Not persistently: the installer decides at each start of the daemon.
    private static Optional<String> failure(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return Optional.empty();
        } catch (BundleException e) {
            var cause = Optional.ofNullable(e.getCause()).orElse(e);
            return Optional.of("fails to start: " + cause);
        } catch (LinkageError e) {
            return Optional.of("fails to start: " + e);
        }
    }

    /// `System.exit` does not return to its caller while the shutdown hooks run.
    private static boolean endsTheJvm(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }
}
