// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// A deadline holds for the direction it was set for, and may be moved while a call is blocked.
public interface DeadlineContract extends TransportCases {
    Duration SOON = Duration.ofMillis(300);
    Duration MEANWHILE = Duration.ofSeconds(5);
    Duration LATE = Duration.ofHours(1);

    /// More than fits between a writer and a reader that does not read.
    int TOO_MUCH = 40 << 20;

    @Test
    default void a_read_ends_at_its_deadline_and_the_wire_with_it() throws Exception {
        onBothEnds((threads, wire, other) -> {
            wire.readDeadline(SOON);
            assertThrows(SocketTimeoutException.class, () -> readByte(wire));
            assertFalse(wire.isOpen());
        });
    }

    @Test
    default void a_write_ends_at_its_deadline_and_the_wire_with_it() throws Exception {
        onBothEnds((threads, wire, other) -> {
            wire.writeDeadline(SOON);
            assertThrows(SocketTimeoutException.class, () -> fill(wire));
            assertFalse(wire.isOpen());
        });
    }

    @Test
    default void a_deadline_set_while_a_read_is_blocked_ends_it() throws Exception {
        onBothEnds((threads, wire, other) -> {
            var reading = Attempt.start(threads, () -> readByte(wire)).awaitBlocked();
            wire.readDeadline(SOON);
            assertInstanceOf(SocketTimeoutException.class, reading.failure());
        });
    }

    @Test
    default void a_deadline_set_while_a_write_is_blocked_ends_it() throws Exception {
        onBothEnds((threads, wire, other) -> {
            var writing = Attempt.start(threads, () -> fill(wire)).awaitBlocked();
            wire.writeDeadline(SOON);
            assertInstanceOf(SocketTimeoutException.class, writing.failure());
        });
    }

    @Test
    default void blocked_calls_outlive_deadlines_that_were_moved_or_lifted_meanwhile() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var reading = link.connect(threads);
                var writing = link.connect(threads)) {
            var calls = List.of(
                    startRead(threads, reading.dialled(), LATE),
                    startRead(threads, reading.accepted(), Duration.ZERO),
                    startWrite(threads, writing.dialled(), Duration.ZERO),
                    startWrite(threads, writing.accepted(), LATE));
            await().during(MEANWHILE.plusSeconds(1))
                    .atMost(MEANWHILE.multipliedBy(10))
                    .until(() -> calls.stream().noneMatch(Attempt::ended));
            finish(calls, reading, writing);
        }
    }

    private static Attempt<Integer> startRead(TestThreads threads, Wire wire, Duration then) {
        wire.readDeadline(MEANWHILE);
        var reading = Attempt.start(threads, () -> readByte(wire));
        wire.readDeadline(then);
        return reading;
    }

    private static Attempt<Integer> startWrite(TestThreads threads, Wire wire, Duration then) {
        wire.writeDeadline(MEANWHILE);
        var writing = Attempt.start(threads, () -> {
            new Noise(1).write(wire, TOO_MUCH);
            wire.closeOutput();
            return 7;
        });
        wire.writeDeadline(then);
        return writing;
    }

    private static void finish(List<Attempt<Integer>> calls, Ends reading, Ends writing) throws Exception {
        reading.dialled().write(ByteBuffer.wrap(new byte[] {7}));
        reading.accepted().write(ByteBuffer.wrap(new byte[] {7}));
        for (var way : writing.bothWays()) {
            new Noise(1).read(way.accepted(), TOO_MUCH);
        }
        for (var call : calls) {
            assertEquals(7, call.value());
        }
    }

    @Test
    default void each_direction_has_a_deadline_of_its_own() throws Exception {
        onBothEnds((threads, wire, other) -> {
            wire.writeDeadline(Duration.ofNanos(1));
            var reading = Attempt.start(threads, () -> readByte(wire)).awaitBlocked();
            other.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals(7, reading.value());
        });
    }

    @Test
    default void a_deadline_that_has_passed_ends_the_next_call() throws Exception {
        onBothEnds((threads, wire, other) -> {
            wire.readDeadline(Duration.ofNanos(1));
            assertThrows(SocketTimeoutException.class, () -> readByte(wire));
        });
    }

    @FunctionalInterface
    interface Case {
        void run(TestThreads threads, Wire wire, Wire other) throws Exception;
    }

    private void onBothEnds(Case body) throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            try (var ends = link.connect(threads)) {
                body.run(threads, ends.dialled(), ends.accepted());
            }
            try (var ends = link.connect(threads)) {
                body.run(threads, ends.accepted(), ends.dialled());
            }
        }
    }

    /// The next byte, or -1 at the end.
    private static int readByte(Wire wire) throws IOException {
        var one = ByteBuffer.allocate(1);
        return wire.read(one) == -1 ? -1 : one.get(0);
    }

    private static Wire fill(Wire wire) throws IOException {
        new Noise(1).write(wire, Long.MAX_VALUE);
        return wire;
    }
}
