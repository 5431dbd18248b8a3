// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts standing warnings into the log: each when it first appears, and again once a day. Lives on one thread.
final class WarningLog {
    private static final Logger LOG = LoggerFactory.getLogger(WarningLog.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
    private static final Duration REPEAT_AFTER = Duration.ofDays(1);

    private final StandingWarnings warnings;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Map<String, Instant> loggedAt = new HashMap<>();

    WarningLog(StandingWarnings warnings, InstantSource clock, Consumer<String> log) {
        this.warnings = warnings;
        this.clock = clock;
        this.log = log;
    }

    static WarningLog of(StandingWarnings warnings, InstantSource clock) {
        return new WarningLog(
                warnings,
                clock,
                warning -> LOG.atWarn().addKeyValue("warning", warning).log("something needs attention"));
    }

    /// Until interrupted.
    void run() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(LOOK_EVERY);
        }
    }

    void look() {
        var now = clock.instant();
        var standing = warnings.at(now);
        loggedAt.keySet().retainAll(standing);
        for (var warning : standing) {
            if (!loggedAt.getOrDefault(warning, Instant.MIN).isAfter(now.minus(REPEAT_AFTER))) {
                loggedAt.put(warning, now);
                log.accept(warning);
            }
        }
    }
}
