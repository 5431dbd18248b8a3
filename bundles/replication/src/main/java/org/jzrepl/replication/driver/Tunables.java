// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.time.Duration;
import org.jzrepl.api.config.Environment;

/// What is fixed for a daemon's life: how often and how long a run tries, when a stream counts as stalled,
/// and how often byte counts are reported.
public record Tunables(int attempts, Duration reconnect, Duration stall, Duration progress) {
    public static final Tunables STANDARD =
            new Tunables(3, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofMillis(200));

    private static final String ATTEMPTS = "ZREPL_REPLICATION_MAX_ATTEMPTS";
    private static final String RECONNECT = "ZREPL_REPLICATION_RECONNECT_HARD_FAIL_TIMEOUT";

    public Tunables {
        if (attempts < 1) {
            throw new IllegalArgumentException("a run makes at least 1 attempt, not " + attempts);
        }
    }

    /// zrepl's environment variables, where they are set.
    public static Tunables of(Environment environment) {
        return new Tunables(
                environment.integer(ATTEMPTS, 1, STANDARD.attempts),
                environment.duration(RECONNECT, STANDARD.reconnect),
                STANDARD.stall,
                STANDARD.progress);
    }
}
