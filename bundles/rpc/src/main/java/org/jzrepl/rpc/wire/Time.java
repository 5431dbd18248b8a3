// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.time.Duration;

/// The clock of heartbeats; a test turns its hands.
public interface Time {
    Time REAL = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration length) throws InterruptedException {
            Thread.sleep(length);
        }
    };

    /// As [System#nanoTime].
    long nanos();

    void sleep(Duration length) throws InterruptedException;
}
