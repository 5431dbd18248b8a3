// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Instant;
import java.time.InstantSource;

/// Stands still until it is set. Used by one thread.
final class VirtualClock implements InstantSource {
    private Instant now;

    VirtualClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Never goes back.
    void set(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException("the clock is at " + now + " and cannot go back to " + instant);
        }
        now = instant;
    }
}
