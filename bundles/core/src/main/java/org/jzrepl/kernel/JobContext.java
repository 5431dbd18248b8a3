// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one running job gets, and how it is woken, reset and stopped. Its own lock guards its state.
final class JobContext implements Job.Context {
    private static final Logger LOG = LoggerFactory.getLogger(JobContext.class);

    private final Shared shared;
    private final Part<Zfs> zfs;
    private final Set<Listening> listening = ConcurrentHashMap.newKeySet();
    private boolean woken;
    private boolean stopping;
    private boolean resetting;
    private boolean finishing;
    private boolean leftUndone;
    private int undertakings;
    private Optional<Thread> invocation = Optional.empty();

    JobContext(Shared shared, Part<Zfs> zfs) {
        this.shared = shared;
        this.zfs = zfs;
    }

    /// What all jobs share.
    record Shared(TablePart<?, Zfs> zfs, Threads threads, InstantSource clock, EventSink events) {
        Shared with(TablePart<?, Zfs> other) {
            return new Shared(other, threads, clock, events);
        }
    }

    @Override
    public Part<Zfs> zfs() {
        return zfs;
    }

    @Override
    public Listener listen(Part<Binding> part) throws IOException, InterruptedException {
        if (!(part instanceof TablePart<?, Binding> ours)) {
            throw new IllegalArgumentException("not a part of this kernel: " + part);
        }
        requireNotFinishing();
        listening.removeIf(Listening::isClosed);
        var listener = new Listening(ours);
        listening.add(listener);
        return listener;
    }

    /// Lets the listeners look again at who supplies them.
    void reviewListeners() {
        for (var listener : listening) {
            try {
                listener.review();
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("cannot close a listener whose supplier was updated");
            }
        }
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
        while (!woken || finishing) {
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
        try (var _ = threads().span(Map.of())) {
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

    @Override
    public void undertake(Job.Invocation body) throws InterruptedException {
        synchronized (this) {
            requireNotFinishing();
            undertakings++;
        }
        try {
            body.run();
        } finally {
            synchronized (this) {
                undertakings--;
                notifyAll();
            }
        }
    }

    /// A wake-up that comes from now on, or has come and was not answered, is for a successor.
    synchronized void beginNothing() {
        finishing = true;
    }

    /// Lets nothing new begin, waits for what is under way, and then ends the job, or closes its listeners:
    /// true means that it goes on for the peers it has let in, and ends by itself.
    boolean finish(Thread job) throws InterruptedException {
        beginNothing();
        synchronized (this) {
            while (undertakings > 0 || invocation.isPresent()) {
                wait();
            }
        }
        boolean listens = listening.stream().anyMatch(listener -> !listener.isClosed());
        if (!listens) {
            stop(job);
        }
        listening.forEach(JobContext::close);
        return listens;
    }

    private static void close(Listening listener) {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("cannot close the listener of a job that was replaced");
        }
    }

    /// Whether a wake-up came that the job has not answered; for its successor.
    synchronized boolean isWoken() {
        return woken;
    }

    /// Whether a stopped job has an invocation to go on with, or one to begin.
    synchronized boolean isLeftUndone() {
        return leftUndone || woken;
    }

    private synchronized void requireNotFinishing() throws InterruptedException {
        if (finishing) {
            throw new InterruptedException("the job is to end");
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
        leftUndone |= invocation.isPresent() && !resetting;
        thread.interrupt();
    }

    /// A wake-up that leads to nothing any more is still wanted.
    private synchronized void begin() throws InterruptedException {
        woken |= finishing;
        leftUndone |= stopping;
        requireNotFinishing();
        resetting = false;
        invocation = Optional.of(Thread.currentThread());
    }

    /// Whether the invocation was reset. A reset that came as it ended leaves no interrupt behind for the job.
    private synchronized boolean ended() {
        invocation = Optional.empty();
        notifyAll();
        if (resetting && !stopping) {
            Thread.interrupted();
        }
        return resetting && !stopping;
    }
}
