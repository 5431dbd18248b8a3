// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.testkit.SnapshotPolicyContract;

final class PeriodicContractTest implements SnapshotPolicyContract {
    private static final Instant NOON = Instant.parse("2026-03-09T12:00:00Z");

    @Override
    public SnapshotPolicy policy() {
        return new Periodic(Duration.ofMinutes(10));
    }

    @Test
    void it_counts_from_start_to_start_also_into_the_past() {
        assertEquals(Optional.of(NOON.minusSeconds(600)), policy().due(NOON, Optional.of(NOON.minusSeconds(1200))));
    }

    @Test
    void without_a_snapshot_it_is_due_at_once() {
        assertEquals(Optional.of(NOON), policy().due(NOON, Optional.empty()));
    }
}
