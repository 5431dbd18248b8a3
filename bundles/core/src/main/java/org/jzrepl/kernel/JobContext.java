// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.Zfs;

/// What one running job gets, and how it is woken, reset and stopped. Its own lock guards its state.
final class JobContext implements Job.Context {
    private final Shared shared;
    private boolean woken;
    private boolean stopping;
    private boolean resetting;
    private Optional<Thread> invocation = Optional.empty();

    JobContext(Shared shared) {
        this.shared = shared;
    }

    /// What all jobs share.
    record Shared(Part<Zfs> zfs, Threads threads, InstantSource clock, EventSink events) {}

    @Override
    public Part<Zfs> zfs() {
        return shared.zfs();
    }

    @Override
    public Threads threads() {
        return shared.threads();
    }

    @Override
    public InstantSource clock() {
        return shared.clock();
    }

    @Override
    public EventSink events() {
        return shared.events();
    }

    @Override
    public synchronized boolean awaitWakeup(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!woken) {
            long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        woken = false;
        return true;
    }

    @Override
    public synchronized void wakeup() {
        woken = true;
        notifyAll();
    }

    @Override
    public boolean invoke(Job.Invocation body) throws InterruptedException {
        begin();
        try {
            body.run();
            return !ended();
        } catch (InterruptedException e) {
            if (ended()) {
                return false;
            }
            throw e;
        } finally {
            ended();
        }
    }

    /// Interrupts the invocation under way; false if there is none.
    synchronized boolean reset() {
        resetting |= invocation.isPresent();
        invocation.ifPresent(Thread::interrupt);
        return invocation.isPresent();
    }

    synchronized void stop(Thread thread) {
        stopping = true;
        thread.interrupt();
    }

    private synchronized void begin() {
        resetting = false;
        invocation = Optional.of(Thread.currentThread());
    }

    /// Whether the invocation was reset. A reset that came as it ended leaves no interrupt behind for the job.
    private synchronized boolean ended() {
        invocation = Optional.empty();
        if (resetting && !stopping) {
            Thread.interrupted();
        }
        return resetting && !stopping;
    }
}
