// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// How many records of a stream a token of ours says were received: its key `object`, which the API has no use
/// for.
final class ReceivedRecords {
    private static final byte[] KEY = {'o', 'b', 'j', 'e', 'c', 't', 0};

    private ReceivedRecords() {}

    /// @throws IllegalArgumentException if the token does not say
    static long of(String token) {
        var parts = token.split("-");
        var packed = HexFormat.of().parseHex(parts[3]);
        var plain = new byte[Integer.parseInt(parts[2], 16)];
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            inflater.inflate(plain);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("resume token is corrupt", e);
        }
        for (int at = 0; at + KEY.length + 1 + Long.BYTES <= plain.length; at += Integer.BYTES) {
            if (java.util.Arrays.equals(plain, at, at + KEY.length, KEY, 0, KEY.length)) {
                return java.nio.ByteBuffer.wrap(plain)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getLong(at + KEY.length + 1);
            }
        }
        throw new IllegalArgumentException("resume token does not say what was received");
    }
}
