// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.zfs.exec.SnapshotMemory.Remembered;
import org.jzrepl.zfs.exec.SnapshotMemory.Sign;

/// When a sign is believed. The clocks are the test's own.
final class SnapshotMemoryTest {
    private static final long CHANGED = 1_000_000;
    private static final DatasetPath A = DatasetPath.parse("p/a");
    private static final DatasetPath B = DatasetPath.parse("p/b");
    private static final Sign SIGN = new Sign("7", "-", Long.toString(CHANGED));
    private static final Remembered ONE = remembered(1);

    private final AtomicLong wall = new AtomicLong(CHANGED * 1000 + 60_000);
    private final AtomicLong nanos = new AtomicLong(42);
    private final SnapshotMemory memory = new SnapshotMemory(() -> Instant.ofEpochMilli(wall.get()), nanos::get, 10);

    @Test
    void the_same_sign_is_the_same_snapshots() {
        remember(A, SIGN, ONE);
        pass(Duration.ofMinutes(59));
        assertEquals(Optional.of(ONE), recall(A, SIGN));
        assertEquals(Optional.empty(), recall(B, SIGN));
    }

    @Test
    void any_other_sign_is_not() {
        for (var other : List.of(
                new Sign("8", "-", SIGN.changed()),
                new Sign("7", "p/o@1", SIGN.changed()),
                new Sign("7", "-", Long.toString(CHANGED + 1)),
                new Sign("7", "-", Long.toString(CHANGED - 1)),
                new Sign("7", "-", "-"))) {
            remember(A, SIGN, ONE);
            assertEquals(Optional.empty(), recall(A, other), other::toString);
            assertEquals(Optional.empty(), recall(A, SIGN), "what was found stale is forgotten");
        }
    }

    /// The second in which the last change was may have another one.
    @Test
    void a_young_sign_is_not_remembered() {
        wall.decrementAndGet();
        remember(A, SIGN, ONE);
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    @Test
    void a_sign_of_the_future_is_not_remembered() {
        wall.addAndGet(-Duration.ofDays(1).toMillis());
        remember(A, SIGN, ONE);
        pass(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    @Test
    void no_sign_is_not_remembered() {
        for (var none : List.of("-", "0", "")) {
            var sign = new Sign("7", "-", none);
            remember(A, sign, ONE);
            assertEquals(Optional.empty(), recall(A, sign));
        }
    }

    /// The second of the last change could come a second time.
    @Test
    void what_was_seen_before_the_clock_stepped_back_is_not_believed() {
        pass(Duration.ofMinutes(10));
        remember(A, SIGN, ONE);
        pass(Duration.ofMinutes(20));
        wall.addAndGet(-30_001);
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    @Test
    void a_clock_that_steps_forward_does_no_harm() {
        remember(A, SIGN, ONE);
        wall.addAndGet(Duration.ofDays(365).toMillis());
        assertEquals(Optional.of(ONE), recall(A, SIGN));
    }

    @Test
    void nothing_is_believed_for_long() {
        remember(A, SIGN, ONE);
        pass(Duration.ofMinutes(61));
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    @Test
    void what_was_touched_is_forgotten() {
        remember(A, SIGN, ONE);
        memory.forget(A);
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    @Test
    void what_is_touched_while_it_is_listed_is_not_remembered() {
        try (var reading = memory.begin()) {
            memory.forget(A);
            reading.remember(A, SIGN, ONE);
            reading.remember(B, SIGN, ONE);
        }
        assertEquals(Optional.empty(), recall(A, SIGN));
        assertEquals(Optional.of(ONE), recall(B, SIGN));
    }

    @Test
    void no_more_is_remembered_than_there_is_room_for() {
        remember(A, SIGN, remembered(6));
        remember(B, SIGN, remembered(5));
        assertEquals(Optional.empty(), recall(B, SIGN));
        remember(A, SIGN, remembered(5)); // instead of the six
        remember(B, SIGN, remembered(5));
        assertEquals(Optional.of(remembered(5)), recall(B, SIGN));
    }

    @Test
    void datasets_that_are_gone_make_room() {
        remember(A, SIGN, remembered(10));
        try (var reading = memory.begin()) {
            reading.retain(Set.of(), List.of(B));
            reading.remember(B, SIGN, ONE);
        }
        assertEquals(Optional.empty(), recall(B, SIGN), "what was not looked for may be there");
        try (var reading = memory.begin()) {
            reading.retain(Set.of(B), List.of(DatasetPath.parse("p")));
            reading.remember(B, SIGN, ONE);
        }
        assertEquals(Optional.of(ONE), recall(B, SIGN));
        assertEquals(Optional.empty(), recall(A, SIGN));
    }

    private void remember(DatasetPath dataset, Sign sign, Remembered listed) {
        try (var reading = memory.begin()) {
            reading.remember(dataset, sign, listed);
        }
    }

    private Optional<Remembered> recall(DatasetPath dataset, Sign sign) {
        try (var reading = memory.begin()) {
            return reading.recall(dataset, sign);
        }
    }

    private void pass(Duration time) {
        wall.addAndGet(time.toMillis());
        nanos.addAndGet(time.toNanos());
    }

    private static Remembered remembered(int count) {
        var snapshots = java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Snapshot("s" + i, new Guid(i), i, Instant.EPOCH))
                .toList();
        return new Remembered(snapshots, Set.of());
    }
}
