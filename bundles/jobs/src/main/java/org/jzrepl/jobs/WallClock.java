// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jzrepl.api.config.Environment;

/// Waits for points in time.
@FunctionalInterface
interface WallClock {
    void sleepUntil(Instant instant) throws InterruptedException;

    /// Looks at the clock every ten seconds at least (`ZREPL_WALLCLOCKTIMER_MAX_DELAY`), so that suspended time
    /// counts and a set clock is noticed.
    static WallClock of(InstantSource clock) {
        var recheck = Environment.ofProcess().duration("ZREPL_WALLCLOCKTIMER_MAX_DELAY", RECHECK);
        return instant -> {
            for (var left = left(clock, instant); left.isPositive(); left = left(clock, instant)) {
                Thread.sleep(left.compareTo(recheck) > 0 ? recheck : left);
            }
        };
    }

    Duration RECHECK = Duration.ofSeconds(10);

    private static Duration left(InstantSource clock, Instant until) {
        return Duration.between(clock.instant(), until);
    }
}
