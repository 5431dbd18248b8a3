// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of a file: a number generator's output that can be had from any multiple of eight.
final class Pattern {
    private Pattern() {}

    /// Appends `length` bytes of the file, from `offset` on.
    static void put(long seed, long offset, int length, ByteBuffer into) {
        var little = into.slice(into.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word = offset / Long.BYTES; little.remaining() >= Long.BYTES; word++) {
            little.putLong(mix(seed, word));
        }
        long last = mix(seed, (offset + length) / Long.BYTES);
        for (int shift = 0; little.hasRemaining(); shift += Byte.SIZE) {
            little.put((byte) (last >>> shift));
        }
        into.position(into.position() + length);
    }

    /// Whether the next bytes of `from` are those of the file; takes them.
    static boolean matches(long seed, long offset, int length, ByteBuffer from) {
        var expected = ByteBuffer.allocate(length);
        put(seed, offset, length, expected);
        boolean same = expected.flip().equals(from.slice(from.position(), length));
        from.position(from.position() + length);
        return same;
    }

    /// The finalizer of SplitMix64.
    private static long mix(long seed, long word) {
        long z = seed + (word + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
