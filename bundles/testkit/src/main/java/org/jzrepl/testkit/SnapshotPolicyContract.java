// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.snapshot.SnapshotPolicy;

/// What every snapshot policy must fulfil, whatever its rhythm.
public interface SnapshotPolicyContract {
    /// A policy that comes due again and again, made anew for each test.
    SnapshotPolicy policy();

    private static Instant start() {
        return Instant.parse("2026-03-09T13:05:07Z");
    }

    @Test
    default void asking_again_gives_the_same() {
        var policy = policy();
        for (var latest : new Duration[] {Duration.ZERO, Duration.ofMinutes(7), Duration.ofDays(40)}) {
            var before = Optional.of(start().minus(latest));
            var first = policy.due(start(), before);
            policy.due(start().plusSeconds(1_000_000), Optional.empty());
            assertEquals(first, policy.due(start(), before));
            assertEquals(first, policy().due(start(), before));
        }
    }

    @Test
    default void it_comes_due_for_one_who_never_took_a_snapshot() {
        assertTrue(policy().due(start(), Optional.empty()).isPresent());
    }

    /// Otherwise a daemon would take snapshots without a pause.
    @Test
    default void after_a_round_the_next_one_is_due_later() {
        var policy = policy();
        var now = start();
        for (int i = 0; i < 1_000; i++) {
            var next = policy.due(now, Optional.of(now)).orElseThrow();
            assertTrue(next.isAfter(now), "due at " + next + " after a round at " + now);
            now = next;
        }
    }
}
