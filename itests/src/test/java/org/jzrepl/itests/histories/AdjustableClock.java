// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A second later each time it is asked, unless it jumps.
final class AdjustableClock implements InstantSource {
    private final AtomicLong seconds = new AtomicLong(1_700_000_000);

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(seconds.incrementAndGet());
    }

    void jump(Duration by) {
        seconds.addAndGet(by.toSeconds());
    }
}
