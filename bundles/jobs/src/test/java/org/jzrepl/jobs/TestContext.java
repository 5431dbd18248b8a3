// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;

/// What a daemon gives a job, without the ways to reset it.
record TestContext(Suppliers.Part<Zfs> zfs, Threads threads, InstantSource clock, Semaphore wakeups)
        implements Job.Context {
    @Override
    public Listener listen(Suppliers.Part<Binding> part) throws IOException, InterruptedException {
        try (var binding = part.lease()) {
            return binding.get().listen();
        }
    }

    @Override
    public EventSink events() {
        return _ -> {};
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
