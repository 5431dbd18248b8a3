// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One piece of the conversation: a byte for its kind, four for its length, and its content.
record Frame(Kind kind, byte[] content) {
    static final int CONTENT_AT_MOST = 1 << 16;
    private static final int HEAD = 5;

    /// In the order of their numbers. From the client: its terminal's size (two numbers of two bytes, columns
    /// first), what it wants (a terminal of that type, or a script), and what is typed. To it: what is written,
    /// and at the end one byte with the exit status.
    enum Kind {
        SIZE,
        TERMINAL,
        SCRIPT,
        INPUT,
        OUT,
        ERR,
        EXIT
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /// Empty at the end of the conversation.
    static Optional<Frame> read(ReadableByteChannel in) throws IOException {
        var head = ByteBuffer.allocate(HEAD);
        if (in.read(head) < 0) {
            return Optional.empty();
        }
        fill(in, head);
        int kind = head.get();
        int length = head.getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > CONTENT_AT_MOST) {
            throw new IOException("peer speaks no shell's protocol: kind " + kind + ", length " + length);
        }
        return Optional.of(new Frame(
                Kind.values()[kind], fill(in, ByteBuffer.allocate(length)).array()));
    }

    private static ByteBuffer fill(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw new IOException("shell's conversation breaks off");
            }
        }
        return buffer.flip();
    }

    void write(WritableByteChannel out) throws IOException {
        var buffer = ByteBuffer.allocate(HEAD + content.length)
                .put((byte) kind.ordinal())
                .putInt(content.length)
                .put(content)
                .flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}
