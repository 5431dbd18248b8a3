// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.jzrepl.api.zfs.ZfsException;

/// One record of a stream: a piece of a file, a file's removal, or the end.
record Chunk(Kind kind, String path, FileContent file, long offset, int length) {
    /// The largest piece of a file.
    static final int SIZE = 1 << 17;
    /// The largest record with its head.
    static final int MAX_ENCODED = SIZE + (1 << 16);

    private static final int FIXED = 1 + 3 * Long.BYTES + 2 * Integer.BYTES;

    enum Kind {
        PUT,
        DELETE,
        END
    }

    static final Chunk END = new Chunk(Kind.END, "", new FileContent(0, 0), 0, 0);

    int encodedLength() {
        return FIXED + path.getBytes(StandardCharsets.UTF_8).length + length;
    }

    void encode(ByteBuffer out) {
        var name = path.getBytes(StandardCharsets.UTF_8);
        out.put((byte) kind.ordinal()).putLong(file.size()).putLong(file.seed()).putLong(offset);
        out.putInt(length).putInt(name.length).put(name);
        Pattern.put(file.seed(), offset, length, out);
    }

    /// Reads a record and checks that its bytes are the file's.
    static Chunk read(StreamInput in) throws IOException {
        var head = in.take(FIXED);
        int kind = head.get();
        long size = head.getLong();
        long seed = head.getLong();
        long offset = head.getLong();
        int length = head.getInt();
        int nameLength = head.getInt();
        if (kind < 0
                || kind >= Kind.values().length
                || size < 0
                || length < 0
                || length > SIZE
                || nameLength < 0
                || nameLength > MAX_ENCODED - SIZE) {
            throw new ZfsException("invalid stream (bad record)");
        }
        var name = new byte[nameLength];
        in.take(nameLength).get(name);
        if (!Pattern.matches(seed, offset, length, in.take(length))) {
            throw new ZfsException("invalid stream (checksum mismatch)");
        }
        var path = new String(name, StandardCharsets.UTF_8);
        return new Chunk(Kind.values()[kind], path, new FileContent(size, seed), offset, length);
    }

    /// Does to the files what the record says; a file is there once its last piece is.
    void applyTo(SortedMap<String, FileContent> files) {
        switch (kind) {
            case PUT -> {
                if (offset + length == file.size()) {
                    files.put(path, file);
                }
            }
            case DELETE -> files.remove(path);
            case END -> {} // nothing changes
        }
    }
}
