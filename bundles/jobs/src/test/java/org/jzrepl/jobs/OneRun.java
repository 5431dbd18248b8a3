// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;

/// What a daemon gives a job that is woken once and then ended, on the caller's thread.
final class OneRun implements Job.Context {
    private final Zfs zfs;
    private final Threads threads;
    private boolean woken;

    OneRun(Zfs zfs, Threads threads) {
        this.zfs = zfs;
        this.threads = threads;
    }

    /// Returns when the run is over.
    static void of(Job job, Zfs zfs, Threads threads) {
        try {
            job.run(new OneRun(zfs, threads));
        } catch (InterruptedException e) {
            return; // that is its end
        }
        throw new AssertionError("a job ends only when it is asked to");
    }

    @Override
    public Part<Zfs> zfs() {
        return new FixedSuppliers.Fixed<>("simulated", zfs);
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
        return InstantSource.system();
    }

    @Override
    public EventSink events() {
        return _ -> {};
    }

    @Override
    public boolean awaitWakeup(Duration atMost) throws InterruptedException {
        if (woken) {
            throw new InterruptedException("one run is enough");
        }
        woken = true;
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
