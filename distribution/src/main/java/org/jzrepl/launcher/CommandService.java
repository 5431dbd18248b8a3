// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.launcher;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/// One run of a command that a bundle supplies.
///
/// When the framework takes the command away, since its bundle or one that it needs is stopped, its thread is
/// interrupted as by a signal, and the framework waits: no code of a stopped bundle runs. Its own lock guards the
/// state.
public final class CommandService implements ToIntFunction<String[]> {
    private final BundleContext context;
    private final ServiceReference<?> reference;
    private Optional<Thread> running = Optional.empty();
    private boolean withdrawn;

    CommandService(BundleContext context, ServiceReference<?> reference) {
        this.context = context;
        this.reference = reference;
    }

    /// Whether the framework has taken it away.
    synchronized boolean isWithdrawn() {
        return withdrawn;
    }

    /// Runs it on the calling thread. 0, too, if it has gone before.
    @Override
    public int applyAsInt(String[] arguments) {
        ServiceListener watch = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                withdraw();
            }
        };
        try {
            context.addServiceListener(watch, "(service.id=" + reference.getProperty("service.id") + ")");
            return service().map(service -> run(service, arguments)).orElse(0);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // a number needs no escaping
        } finally {
            context.removeServiceListener(watch);
        }
    }

    @SuppressWarnings("unchecked") // the property stands for the type of argument
    private Optional<ToIntFunction<String[]>> service() {
        return Optional.ofNullable((ToIntFunction<String[]>) context.getService(reference));
    }

    private int run(ToIntFunction<String[]> service, String[] arguments) {
        if (!begin()) {
            return 0;
        }
        try {
            return service.applyAsInt(arguments);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        running = Optional.of(Thread.currentThread()).filter(_ -> !withdrawn);
        return running.isPresent();
    }

    private synchronized void end() {
        running = Optional.empty();
        notifyAll();
    }

    /// On the thread that stops the bundle; returns when the command has ended.
    private synchronized void withdraw() {
        withdrawn = true;
        running.ifPresent(Thread::interrupt);
        boolean interrupted = false;
        long deadline = System.nanoTime() + Launcher.STOP_AT_MOST.toNanos();
        while (running.filter(thread -> !thread.equals(Thread.currentThread())).isPresent()) {
            long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0) {
                Launcher.giveUp();
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true; // whoever interrupts it: the command must have ended first
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
