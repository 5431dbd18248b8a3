// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.transport.Wire;

/// An endless stream of bytes, a function of `seed`: written in pieces of all sizes, and compared where it
/// arrives.
final class Noise {
    private static final int PIECE = 1 << 18;
    private static final int PERIOD = (1 << 20) - 3; // odd, so that a lost or doubled block is noticed

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(PERIOD + PIECE);
    private final SplittableRandom sizes;

    Noise(long seed) {
        sizes = new SplittableRandom(seed);
        var period = new byte[PERIOD];
        new SplittableRandom(seed).nextBytes(period);
        bytes.put(period).put(period, 0, PIECE).flip();
    }

    /// Writes the first `total` bytes; `written` follows.
    void write(Wire wire, long total, AtomicLong written) throws IOException {
        while (written.get() < total) {
            int size = (int) Math.min(sizes.nextInt(1, PIECE), total - written.get());
            var piece = at(written.get(), size);
            if (size % 3 == 0) {
                writeInThree(wire, piece);
            } else {
                writeWhole(wire, size % 3 == 1 ? piece : heap(piece));
            }
            written.addAndGet(size);
        }
    }

    void write(Wire wire, long total) throws IOException {
        write(wire, total, new AtomicLong());
    }

    /// Reads to the end of the stream, which must have `total` bytes.
    void read(Wire wire, long total) throws IOException {
        var into = ByteBuffer.allocateDirect(PIECE);
        long position = 0;
        while (wire.read(into.clear()) != -1) {
            compare(into.flip(), position, total);
            position += into.remaining();
        }
        assertEquals(total, position, "bytes until the end of the stream");
    }

    /// Reads exactly `total` bytes.
    void readExactly(Wire wire, int total) throws IOException {
        var into = ByteBuffer.allocate(total);
        while (into.hasRemaining() && wire.read(into) != -1) {
            // the loop's condition reads
        }
        compare(into.flip(), 0, total);
        assertEquals(total, into.remaining(), "bytes before the end of the stream");
    }

    private void compare(ByteBuffer arrived, long position, long total) {
        if (position + arrived.remaining() > total) {
            throw new AssertionError("more than " + total + " bytes arrived");
        }
        int at = arrived.mismatch(at(position, arrived.remaining()));
        if (at != -1) {
            throw new AssertionError("byte " + (position + at) + " differs");
        }
    }

    private ByteBuffer at(long position, int size) {
        return bytes.slice((int) (position % PERIOD), size);
    }

    private static ByteBuffer heap(ByteBuffer piece) {
        return ByteBuffer.allocate(piece.remaining()).put(piece).flip();
    }

    private static void writeWhole(Wire wire, ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            wire.write(piece);
        }
    }

    private static void writeInThree(Wire wire, ByteBuffer piece) throws IOException {
        int third = piece.remaining() / 3;
        var pieces = new ByteBuffer[] {
            piece.slice(0, third),
            heap(piece.slice(third, third)),
            piece.slice(2 * third, piece.remaining() - 2 * third)
        };
        while (pieces[2].hasRemaining()) {
            wire.write(pieces);
        }
    }
}
