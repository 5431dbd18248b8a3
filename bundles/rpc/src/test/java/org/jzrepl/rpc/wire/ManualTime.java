// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.time.Duration;

/// A clock whose hands the test turns.
public final class ManualTime implements Time {
    private long nanos; // both guarded by this
    private int sleepers;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration length) throws InterruptedException {
        long until = nanos + length.toNanos();
        sleepers++;
        notifyAll();
        try {
            while (nanos < until) {
                wait();
            }
        } finally {
            sleepers--;
        }
    }

    /// Lets time pass, once so many sleep.
    public synchronized void advance(Duration length, int sleeping) throws InterruptedException {
        while (sleepers < sleeping) {
            wait();
        }
        nanos += length.toNanos();
        notifyAll();
    }
}
