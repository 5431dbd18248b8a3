// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.JobPlan;

/// Plans of one job that are being made for operators, each on the thread of whoever asks. They lease what the
/// job leases, so they end with it: a supplier that goes waits for them too.
///
/// Its own lock guards it and is not held while a plan is made.
final class Plannings {
    private final JobName job;
    private final Set<Thread> threads = new HashSet<>();
    private boolean open;

    Plannings(JobName job) {
        this.job = job;
    }

    @FunctionalInterface
    interface Planning {
        JobPlan plan() throws InterruptedException;
    }

    /// From now on plans may be made.
    synchronized void open() {
        open = true;
    }

    /// Interrupts those under way, and lets no more begin.
    synchronized void shut() {
        open = false;
        threads.forEach(Thread::interrupt);
    }

    /// @throws IllegalStateException if the job ends before the plan is made
    JobPlan of(Planning planning) throws InterruptedException {
        begin();
        try {
            var plan = planning.plan();
            if (end()) {
                throw ended(new InterruptedException());
            }
            return plan;
        } catch (InterruptedException e) {
            if (end()) {
                throw ended(e);
            }
            throw e;
        } finally {
            end();
        }
    }

    private IllegalStateException ended(InterruptedException cause) {
        return new IllegalStateException(
                "job \"" + job + "\" is being stopped or replaced, so its plan was given up: ask again", cause);
    }

    private synchronized void begin() {
        if (!open) {
            throw new IllegalStateException("job \"" + job + "\" is being stopped or replaced: ask again");
        }
        threads.add(Thread.currentThread());
    }

    /// Whether the job ended it. Its interrupt is not left behind for the asker.
    private synchronized boolean end() {
        boolean given = threads.remove(Thread.currentThread()) && !open;
        notifyAll();
        if (given) {
            Thread.interrupted();
        }
        return given;
    }

    synchronized void awaitNone() throws InterruptedException {
        while (!threads.isEmpty()) {
            wait();
        }
    }

    /// False if there are some left by then.
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!threads.isEmpty()) {
            long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
