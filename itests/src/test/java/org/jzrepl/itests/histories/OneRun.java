// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

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

/// A daemon around a job that wakes it once and then stops it.
record OneRun(Part<Zfs> zfs, Threads threads, InstantSource clock, AtomicBoolean woken) implements Job.Context {
    /// Runs the job once, on this thread.
    static void of(Job job, Zfs zfs, Threads threads, InstantSource clock) {
        try {
            job.run(new OneRun(new FewSuppliers.Fixed<>("watched", zfs), threads, clock, new AtomicBoolean()));
        } catch (InterruptedException e) {
            // stopped
        }
    }

    @Override
    public Listener listen(Part<Binding> part) {
        throw new UnsupportedOperationException("no job of a history listens");
    }

    @Override
    public EventSink events() {
        return _ -> {};
    }

    @Override
    public boolean awaitWakeup(Duration atMost) throws InterruptedException {
        if (woken.getAndSet(true)) {
            throw new InterruptedException("once is enough");
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
