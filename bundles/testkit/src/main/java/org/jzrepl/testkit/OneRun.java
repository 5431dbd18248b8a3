// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;

/// What a daemon gives a job that it wakes once and then ends, on the caller's thread.
public final class OneRun implements Job.Context {
    private final Zfs zfs;
    private final Threads threads;
    private final InstantSource clock;
    private final AtomicBoolean woken = new AtomicBoolean();

    private OneRun(Zfs zfs, Threads threads, InstantSource clock) {
        this.zfs = zfs;
        this.threads = threads;
        this.clock = clock;
    }

    /// Returns when the run is over.
    public static void of(Job job, Zfs zfs, Threads threads, InstantSource clock) {
        try {
            job.run(new OneRun(zfs, threads, clock));
        } catch (InterruptedException e) {
            return; // that is its end
        }
        throw new AssertionError("a job ends only when it is asked to");
    }

    @Override
    public Part<Zfs> zfs() {
        return new FixedPart<>("test", zfs);
    }

    @Override
    public Threads threads() {
        return threads;
    }

    @Override
    public Listener listen(Part<Binding> part) throws IOException {
        throw new IOException("nobody listens here");
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public EventSink events() {
        return _ -> {};
    }

    @Override
    public boolean awaitWakeup(Duration atMost) throws InterruptedException {
        if (woken.getAndSet(true)) {
            throw new InterruptedException("one run is enough");
        }
        return true;
    }

    @Override
    public void wakeup() {}

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
