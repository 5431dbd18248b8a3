// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Reads a packed name-value list of ZFS in its native little-endian encoding, as far as resume tokens need it:
/// 64-bit numbers as `Long`, strings, and flags, whose presence is their value, as `Boolean.TRUE`.
final class PackedPairs {
    private static final int HEADER = 4;
    private static final int FLAG = 1;
    private static final int NUMBER = 8;
    private static final int STRING = 9;
    private static final int PAIR_HEAD = 16;

    private PackedPairs() {}

    static Map<String, Object> read(byte[] packed) {
        var in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.get() != 0 || in.get() != 1) {
                throw new IllegalArgumentException("resume token is corrupt: not in native little-endian encoding");
            }
            in.position(HEADER + 2 * Integer.BYTES);
            return pairs(in);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("resume token is corrupt: its list breaks off", e);
        }
    }

    private static Map<String, Object> pairs(ByteBuffer in) {
        var pairs = new HashMap<String, Object>();
        for (int size = in.getInt(); size != 0; size = in.getInt()) {
            if (size < PAIR_HEAD || size - Integer.BYTES > in.remaining()) {
                throw new IllegalArgumentException("resume token is corrupt: a pair of " + size + " bytes");
            }
            var pair = in.slice(in.position() - Integer.BYTES, size).order(ByteOrder.LITTLE_ENDIAN);
            add(pair, pairs);
            in.position(in.position() - Integer.BYTES + size);
        }
        return pairs;
    }

    private static void add(ByteBuffer pair, Map<String, Object> pairs) {
        int nameLength = pair.getShort(4);
        int type = pair.getInt(12);
        var name = text(pair, PAIR_HEAD, nameLength);
        int value = (PAIR_HEAD + nameLength + 7) & ~7;
        switch (type) {
            case FLAG -> pairs.put(name, Boolean.TRUE);
            case NUMBER -> pairs.put(name, pair.getLong(value));
            case STRING -> pairs.put(name, text(pair, value, pair.limit() - value));
            default -> {} // a key of a newer ZFS, of no meaning here
        }
    }

    private static String text(ByteBuffer pair, int at, int atMost) {
        var bytes = new byte[Math.max(0, Math.min(atMost, pair.limit() - at))];
        pair.get(at, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
