// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// Nothing that blocks outlasts an interrupt, or the closing of what it blocks on.
public interface CancelContract extends TransportCases {
    @Test
    default void an_interrupt_ends_a_read_and_the_other_side_notices() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            for (int side = 0; side < 2; side++) {
                try (var ends = link.connect(threads)) {
                    var way = ends.bothWays().get(side);
                    var reading =
                            Attempt.start(threads, () -> read(way.dialled())).awaitBlocked();
                    var otherSide =
                            Attempt.start(threads, () -> read(way.accepted())).awaitBlocked();
                    reading.interrupt();
                    assertInstanceOf(ClosedByInterruptException.class, reading.failure());
                    assertFalse(way.dialled().isOpen());
                    assertEnds(otherSide);
                }
            }
        }
    }

    @Test
    default void an_interrupt_ends_a_write_and_the_other_side_notices() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            for (int side = 0; side < 2; side++) {
                try (var ends = link.connect(threads)) {
                    var way = ends.bothWays().get(side);
                    var writing =
                            Attempt.start(threads, () -> fill(way.dialled())).awaitBlocked();
                    writing.interrupt();
                    assertInstanceOf(ClosedByInterruptException.class, writing.failure());
                    assertFalse(way.dialled().isOpen());
                    assertEnds(Attempt.start(threads, () -> drain(way.accepted())));
                }
            }
        }
    }

    @Test
    default void a_thread_that_is_interrupted_already_does_not_block() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            var reading = Attempt.start(threads, () -> {
                Thread.currentThread().interrupt();
                return read(ends.dialled());
            });
            assertInstanceOf(ClosedByInterruptException.class, reading.failure());
        }
    }

    @Test
    default void an_interrupt_ends_an_accept() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            var accepting = Attempt.start(threads, link.listener()::accept).awaitBlocked();
            accepting.interrupt();
            assertInterrupted(accepting.failure());
        }
    }

    @Test
    default void an_interrupt_ends_a_connect() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            var connecting = Attempt.start(threads, link.unanswered()::connect).awaitBlocked();
            connecting.interrupt();
            assertInterrupted(connecting.failure());
        }
    }

    @Test
    default void closing_the_listener_ends_its_accept_and_no_wire() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            var accepting = Attempt.start(threads, link.listener()::accept).awaitBlocked();
            link.listener().close();
            assertInstanceOf(IOException.class, accepting.failure());
            ends.dialled().write(ByteBuffer.wrap(new byte[] {7}));
            assertTrue(read(ends.accepted()) > 0);
        }
    }

    @Test
    default void closing_a_wire_ends_its_read_and_its_write() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            for (int side = 0; side < 2; side++) {
                try (var ends = link.connect(threads)) {
                    var wire = ends.bothWays().get(side).dialled();
                    var reading = Attempt.start(threads, () -> read(wire)).awaitBlocked();
                    var writing = Attempt.start(threads, () -> fill(wire)).awaitBlocked();
                    wire.close();
                    assertInstanceOf(ClosedChannelException.class, reading.failure());
                    assertInstanceOf(ClosedChannelException.class, writing.failure());
                }
            }
        }
    }

    @Test
    default void a_peer_that_vanishes_ends_read_and_write() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            for (int side = 0; side < 2; side++) {
                try (var ends = link.connect(threads)) {
                    var way = ends.bothWays().get(side);
                    var reading =
                            Attempt.start(threads, () -> read(way.dialled())).awaitBlocked();
                    var writing =
                            Attempt.start(threads, () -> fill(way.dialled())).awaitBlocked();
                    way.accepted().close();
                    assertEnds(reading);
                    assertInstanceOf(IOException.class, writing.failure());
                }
            }
        }
    }

    /// The end of the stream, or an exception: what it is depends on what was under way.
    private static void assertEnds(Attempt<Integer> reading) throws InterruptedException {
        reading.awaitEnd();
        if (!reading.failed()) {
            assertTrue(reading.value() == -1, "the other side gave a byte");
        } else {
            assertInstanceOf(IOException.class, reading.failure());
        }
    }

    private static void assertInterrupted(Throwable failure) {
        assertTrue(
                failure instanceof InterruptedException || failure instanceof ClosedByInterruptException,
                failure::toString);
    }

    private static int read(Wire wire) throws IOException {
        return wire.read(ByteBuffer.allocate(1));
    }

    private static Wire fill(Wire wire) throws IOException {
        new Noise(1).write(wire, Long.MAX_VALUE);
        return wire;
    }

    private static int drain(Wire wire) throws IOException {
        var into = ByteBuffer.allocateDirect(1 << 18);
        while (wire.read(into.clear()) != -1) {
            // the loop's condition reads
        }
        return -1;
    }
}
