// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Waits for points in time.
@FunctionalInterface
interface WallClock {
    void sleepUntil(Instant instant) throws InterruptedException;

    /// Looks at the clock every ten seconds at least, so that suspended time counts and a set clock is noticed.
    static WallClock of(InstantSource clock) {
        return instant -> {
            for (var left = left(clock, instant); left.isPositive(); left = left(clock, instant)) {
                Thread.sleep(left.compareTo(RECHECK) > 0 ? RECHECK : left);
            }
        };
    }

    Duration RECHECK = Duration.ofSeconds(10);

    private static Duration left(InstantSource clock, Instant until) {
        return Duration.between(clock.instant(), until);
    }
}
