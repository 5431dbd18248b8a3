// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// Each direction ends for itself, and delivers all that was written before.
public interface HalfCloseContract extends TransportCases {
    @Test
    default void what_was_written_before_a_half_close_arrives_and_then_the_end() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            for (var way : ends.bothWays()) {
                var writing = Attempt.start(threads, () -> writeAndEnd(way.dialled(), 1));
                new Noise(1).read(way.accepted(), 3_000_001);
                writing.value();
            }
        }
    }

    @Test
    default void after_its_half_close_the_dialling_side_still_reads() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            answerAfterTheEnd(threads, ends);
        }
    }

    @Test
    default void after_its_half_close_the_accepting_side_still_reads() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            answerAfterTheEnd(threads, ends.bothWays().getLast());
        }
    }

    private static void answerAfterTheEnd(TestThreads threads, Ends ends) throws Exception {
        ends.dialled().closeOutput();
        new Noise(1).read(ends.accepted(), 0);
        var answering = Attempt.start(threads, () -> writeAndEnd(ends.accepted(), 2));
        new Noise(2).read(ends.dialled(), 3_000_001);
        answering.value();
    }

    private static Wire writeAndEnd(Wire wire, long seed) throws IOException {
        new Noise(seed).write(wire, 3_000_001);
        wire.closeOutput();
        return wire;
    }

    @Test
    default void the_end_stays_the_end() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            ends.dialled().closeOutput();
            ends.dialled().closeOutput();
            assertEquals(-1, ends.accepted().read(ByteBuffer.allocate(1)));
            assertEquals(-1, ends.accepted().read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    default void nothing_is_written_after_a_half_close() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            for (var way : ends.bothWays()) {
                way.dialled().closeOutput();
                assertThrows(IOException.class, () -> way.dialled().write(ByteBuffer.allocate(1)));
            }
        }
    }

    @Test
    default void a_closed_wire_neither_reads_nor_writes() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            for (var way : ends.bothWays()) {
                way.dialled().close();
                way.dialled().close();
                assertThrows(ClosedChannelException.class, () -> way.dialled().read(ByteBuffer.allocate(1)));
                assertThrows(ClosedChannelException.class, () -> way.dialled().write(ByteBuffer.allocate(1)));
            }
        }
    }
}
