// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jzrepl.api.dataset.Guid;

/// What a `receive_resume_token` says, decoded here rather than by a process (`replication-and-zfs.md` 1.11).
///
/// `text` is the token as ZFS prints it; `from` is empty for a full stream; `bytes`, where present, is how
/// much of the stream has been received.
public record ResumeToken(
        String text,
        Optional<Guid> from,
        Guid to,
        String toName,
        OptionalLong bytes,
        boolean raw,
        boolean compressed,
        boolean embedded,
        boolean largeBlocks,
        boolean saved) {
    private static final Pattern FORM = Pattern.compile("1-([0-9a-f]{1,16})-([0-9a-f]{1,8})-((?:[0-9a-f]{2})+)");
    /// Real tokens unpack to a few hundred bytes; whoever hands us one does not choose our heap.
    private static final int MAX_UNPACKED = 1 << 16;

    /// @throws IllegalArgumentException if the token is corrupt or names no target
    public static ResumeToken parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("resume token is corrupt: unknown form");
        }
        var packed = HexFormat.of().parseHex(form.group(3));
        if (fletcher4(packed) != Long.parseUnsignedLong(form.group(1), 16)) {
            throw new IllegalArgumentException("resume token is corrupt: checksum differs");
        }
        var pairs = PackedPairs.read(inflate(packed, Integer.parseUnsignedInt(form.group(2), 16)));
        return of(text, pairs);
    }

    private static ResumeToken of(String text, Map<String, Object> pairs) {
        if (!(pairs.get("toguid") instanceof Long to)) {
            throw new IllegalArgumentException("resume token names no target GUID");
        }
        return new ResumeToken(
                text,
                pairs.get("fromguid") instanceof Long from ? Optional.of(new Guid(from)) : Optional.empty(),
                new Guid(to),
                pairs.get("toname") instanceof String name ? name : "",
                pairs.get("bytes") instanceof Long bytes ? OptionalLong.of(bytes) : OptionalLong.empty(),
                pairs.containsKey("rawok"),
                pairs.containsKey("compressok"),
                pairs.containsKey("embedok"),
                pairs.containsKey("largeblockok"),
                pairs.containsKey("savedok"));
    }

    /// The first of Fletcher-4's accumulators over little-endian words; a rest of less than a word is left out.
    private static long fletcher4(byte[] bytes) {
        var words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        while (words.remaining() >= Integer.BYTES) {
            sum += Integer.toUnsignedLong(words.getInt());
        }
        return sum;
    }

    private static byte[] inflate(byte[] packed, int length) {
        if (length < 0 || length > MAX_UNPACKED) {
            throw new IllegalArgumentException(
                    "resume token is corrupt: it announces " + Integer.toUnsignedString(length) + " bytes");
        }
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            var unpacked = new byte[length];
            if (inflater.inflate(unpacked) != length) {
                throw new IllegalArgumentException("resume token is corrupt: it unpacks to less than it announces");
            }
            return unpacked;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("resume token is corrupt: " + e.getMessage(), e);
        }
    }
}
