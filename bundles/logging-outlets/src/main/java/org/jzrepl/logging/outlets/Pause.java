// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// The time after a failure in which nothing is tried again. Used by one thread.
final class Pause {
    private final long nanos;
    private final LongSupplier clock;
    private OptionalLong until = OptionalLong.empty();

    /// `clock` counts as `System.nanoTime` does.
    Pause(Duration length, LongSupplier clock) {
        this.nanos = length.toNanos();
        this.clock = clock;
    }

    void begin() {
        until = OptionalLong.of(clock.getAsLong() + nanos);
    }

    boolean isOn() {
        return until.isPresent() && until.getAsLong() - clock.getAsLong() > 0;
    }
}
