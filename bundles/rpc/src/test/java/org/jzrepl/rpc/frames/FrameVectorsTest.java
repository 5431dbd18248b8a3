// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.rpc.Vectors;
import org.jzrepl.rpc.Vectors.Row;
import org.jzrepl.rpc.wire.ManualTime;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.Timings;
import org.jzrepl.testkit.TestThreads;

/// Single frames, byte for byte.
final class FrameVectorsTest {
    private final TestThreads threads = new TestThreads();

    @AfterEach
    void end() {
        threads.close();
    }

    @TestFactory
    Stream<DynamicTest> frames() {
        return Vectors.tests("frames", Vectors.rows("frames.txt"), FrameVectorsTest::frame);
    }

    private static void frame(Row row) throws IOException {
        var wires = MemoryWire.pair();
        wires.client().write(row.bytes(3));
        wires.client().closeOutput();
        try (var threads = new TestThreads();
                var connection = connection(wires.server(), threads)) {
            var verdict = row.column(1).split(" ");
            var got = new Got(connection.stream(FrameType.valueOf(row.column(2))));
            switch (verdict[0]) {
                case "end" -> assertEquals("", got.untilEnd());
                case "bytes" -> {
                    assertEquals(verdict[1], verdict.length > 2 ? got.untilEnd() : got.untilFailure("has closed"));
                }
                case "nothing" -> assertEquals("", got.untilFailure("has closed"));
                case "gone" -> assertEquals("", got.untilFailure("has ended"));
                case "broken" -> {
                    var failure = assertThrows(IOException.class, got::untilEnd);
                    assertFalse(failure.getMessage().contains("has closed"), failure.getMessage());
                }
                default -> throw new AssertionError(row.toString());
            }
        }
    }

    /// `F5`: the reference hangs for ever.
    @Test
    void a_header_that_is_too_long_is_cut_or_refused() throws Exception {
        var header = "HANDLER ERROR:\n" + "x".repeat(40_000);
        var frame = ByteBuffer.allocate(8 + header.length() + 8)
                .put(Vectors.hex("0000000300009c4f"))
                .put(header.getBytes(US_ASCII))
                .put(Vectors.hex("0002000000000000"))
                .flip();
        assertEquals(40_015, header.length());
        var wires = MemoryWire.pair(1 << 16);
        wires.client().write(frame.duplicate());
        try (var connection = connection(wires.server(), threads)) {
            var beginning = connection.beginning(FrameType.RESPONSE_HEADER, 32_768);
            assertEquals(header.substring(0, 32_768), US_ASCII.decode(beginning).toString());
        }
        var again = MemoryWire.pair(1 << 16);
        again.client().write(frame);
        try (var connection = connection(again.server(), threads)) {
            assertThrows(ProtocolException.class, () -> connection.message(FrameType.RESPONSE_HEADER, 32_768));
        }
    }

    @Test
    void a_header_of_exactly_the_limit_is_accepted() throws Exception {
        var wires = MemoryWire.pair(1 << 16);
        wires.client()
                .write(ByteBuffer.allocate(8 + 32_768 + 8)
                        .put(Vectors.hex("0000000300008000"))
                        .put("y".repeat(32_768).getBytes(US_ASCII))
                        .put(Vectors.hex("0002000000000000"))
                        .flip());
        try (var connection = connection(wires.server(), threads)) {
            assertEquals(
                    32_768,
                    connection.message(FrameType.RESPONSE_HEADER, 32_768).remaining());
        }
    }

    /// `F13`
    @Test
    void no_frame_of_one_byte_is_sent() throws Exception {
        for (int length : new int[] {2, 524_287, 524_288, 524_289, 524_290, 1_048_577, 1_048_578}) {
            assertEquals(length, lengths(length).sum(), "message of " + length);
            assertEquals(0, lengths(length).filter(one -> one < 2).count(), "message of " + length);
        }
        assertEquals("[524287, 2]", Arrays.toString(lengths(524_289).toArray()));
    }

    private static java.util.stream.IntStream lengths(int length) {
        return java.util.stream.IntStream.iterate(length, left -> left > 0, left -> left - Piece.next(left))
                .map(Piece::next);
    }

    private static FrameConnection connection(MemoryWire wire, TestThreads threads) {
        return new FrameConnection(wire, threads, Timings.STANDARD, new ManualTime());
    }
}
