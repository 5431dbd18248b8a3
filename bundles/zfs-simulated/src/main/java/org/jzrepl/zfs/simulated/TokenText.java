// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/// Writes resume tokens in OpenZFS's own encoding (`replication-and-zfs.md` 1.11), so that whoever reads real
/// ones reads these too.
final class TokenText {
    private static final int NUMBER = 8;
    private static final int STRING = 9;
    private static final int MAX_LENGTH = 4096;

    private TokenText() {}

    static String of(Partial partial) {
        var list = ByteBuffer.allocate(MAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        list.put((byte) 0).put((byte) 1).putShort((short) 0); // native, little-endian
        list.putInt(0).putInt(1); // version, unique names
        partial.from().ifPresent(from -> number(list, "fromguid", from.bits()));
        number(list, "object", partial.records());
        number(list, "offset", 0);
        number(list, "bytes", partial.bytes());
        number(list, "toguid", partial.to().bits());
        string(list, "toname", partial.toName());
        list.putInt(0).putInt(0); // no further pair
        var plain = Arrays.copyOf(list.array(), list.position());
        var packed = deflated(plain);
        return "1-" + Long.toHexString(checksum(packed)) + "-" + Integer.toHexString(plain.length) + "-"
                + HexFormat.of().formatHex(packed);
    }

    private static void number(ByteBuffer list, String name, long value) {
        int length = head(list, name, NUMBER, Long.BYTES);
        list.putLong(value);
        pad(list, length);
    }

    private static void string(ByteBuffer list, String name, String value) {
        var bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
        int length = head(list, name, STRING, aligned(bytes.length));
        list.put(bytes);
        pad(list, length);
    }

    /// Writes what precedes a value, and returns where the pair ends.
    private static int head(ByteBuffer list, String name, int type, int valueLength) {
        var bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
        int start = list.position();
        int length = aligned(16 + bytes.length) + valueLength;
        list.putInt(length)
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .putInt(1)
                .putInt(type);
        list.put(bytes);
        pad(list, start + aligned(16 + bytes.length));
        return start + length;
    }

    private static void pad(ByteBuffer list, int to) {
        while (list.position() < to) {
            list.put((byte) 0);
        }
    }

    private static int aligned(int length) {
        return (length + 7) & ~7;
    }

    private static byte[] deflated(byte[] plain) {
        try (var deflater = new Deflater()) {
            deflater.setInput(plain);
            deflater.finish();
            var packed = new byte[MAX_LENGTH];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    private static long checksum(byte[] packed) {
        var words = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        while (words.remaining() >= Integer.BYTES) {
            sum += Integer.toUnsignedLong(words.getInt());
        }
        return sum;
    }
}
