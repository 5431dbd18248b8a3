// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;

/// What the daemon gives a job, for tests of the parts of jobs: remembers events and wake-ups.
public final class JobBench implements Job.Context {
    private final Part<Zfs> zfs;
    private final Threads threads;
    private final InstantSource clock;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Semaphore wakeups = new Semaphore(0);

    public JobBench(Zfs zfs, Threads threads, InstantSource clock) {
        this(new FixedPart<>("test", zfs), threads, clock);
    }

    public JobBench(Part<Zfs> zfs, Threads threads, InstantSource clock) {
        this.zfs = zfs;
        this.threads = threads;
        this.clock = clock;
    }

    public List<Event> seen() {
        return List.copyOf(events);
    }

    /// Those that nobody has waited for yet.
    public int wakeups() {
        return wakeups.availablePermits();
    }

    @Override
    public Part<Zfs> zfs() {
        return zfs;
    }

    @Override
    public Threads threads() {
        return threads;
    }

    @Override
    public Listener listen(Part<Binding> part) throws IOException, InterruptedException {
        try (var binding = part.lease()) {
            return binding.get().listen();
        }
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public EventSink events() {
        return events::add;
    }

    @Override
    public boolean awaitWakeup(Duration atMost) throws InterruptedException {
        boolean woken = wakeups.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        wakeups.drainPermits();
        return woken;
    }

    @Override
    public void wakeup() {
        wakeups.release();
    }

    @Override
    public boolean invoke(Job.Invocation body) throws InterruptedException {
        body.run();
        return true;
    }

    @Override
    public void undertake(Job.Invocation body) throws InterruptedException {
        body.run();
    }
}
