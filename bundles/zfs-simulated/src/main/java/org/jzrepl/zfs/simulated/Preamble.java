// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.ZfsException;

/// What a stream says before its records. `skipped`: the records a resumed stream leaves out.
record Preamble(
        Optional<Guid> from, Guid to, String toName, Instant creation, long skipped, Map<String, String> properties) {
    static final int MAX_LENGTH = 1 << 16;
    private static final long MAGIC = 0x6a7a_7374_7265_616dL;

    Preamble {
        properties = Map.copyOf(properties);
    }

    /// Its length as an int, then itself.
    ByteBuffer encoded() {
        var out = ByteBuffer.allocate(MAX_LENGTH);
        out.putInt(0).putLong(MAGIC);
        out.put((byte) (from.isPresent() ? 1 : 0)).putLong(from.map(Guid::bits).orElse(0L));
        out.putLong(to.bits()).putLong(creation.getEpochSecond()).putLong(skipped);
        text(toName, out);
        out.putInt(properties.size());
        properties.forEach((name, value) -> {
            text(name, out);
            text(value, out);
        });
        out.putInt(0, out.position() - Integer.BYTES);
        return out.flip();
    }

    static Preamble read(StreamInput in) throws java.io.IOException {
        int length = in.take(Integer.BYTES).getInt();
        if (length < 2 * Long.BYTES || length > MAX_LENGTH) {
            throw new ZfsException("invalid stream (bad magic number)");
        }
        var bytes = in.take(length);
        if (bytes.getLong() != MAGIC) {
            throw new ZfsException("invalid stream (bad magic number)");
        }
        try {
            return parsed(bytes);
        } catch (BufferUnderflowException | DateTimeException e) {
            throw new ZfsException("invalid stream (header does not hold what it announces)", e);
        }
    }

    private static Preamble parsed(ByteBuffer bytes) {
        boolean incremental = bytes.get() == 1;
        long from = bytes.getLong();
        var to = new Guid(bytes.getLong());
        var creation = Instant.ofEpochSecond(bytes.getLong());
        long skipped = bytes.getLong();
        var name = text(bytes);
        var properties = new TreeMap<String, String>();
        for (int left = bytes.getInt(); left > 0; left--) {
            properties.put(text(bytes), text(bytes));
        }
        return new Preamble(
                incremental ? Optional.of(new Guid(from)) : Optional.empty(), to, name, creation, skipped, properties);
    }

    private static void text(String text, ByteBuffer out) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
