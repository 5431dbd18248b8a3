// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jzrepl.api.snapshot.SnapshotPolicy;

/// A snapshot each interval, counted from start to start.
record Periodic(Duration interval) implements SnapshotPolicy {
    @Override
    public Optional<Instant> due(Instant now, Optional<Instant> latest) {
        return Optional.of(latest.map(taken -> taken.plus(interval)).orElse(now));
    }

    @Override
    public boolean continuesRhythm() {
        return true;
    }
}
