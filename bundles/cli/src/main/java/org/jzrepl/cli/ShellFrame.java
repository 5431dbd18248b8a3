// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/// One piece of the conversation with a daemon's shell (the README of `shell-commands` has the protocol).
record ShellFrame(Kind kind, byte[] content) {
    private static final int CONTENT_AT_MOST = 1 << 16;
    private static final int HEAD = 5;

    /// In the order of their numbers.
    enum Kind {
        SIZE,
        TERMINAL,
        SCRIPT,
        INPUT,
        OUT,
        ERR,
        EXIT
    }

    static ShellFrame size(int columns, int rows) {
        var content =
                ByteBuffer.allocate(2 * Short.BYTES).putShort((short) columns).putShort((short) rows);
        return new ShellFrame(Kind.SIZE, content.array());
    }

    /// Empty where the daemon ends the conversation.
    static Optional<ShellFrame> read(ReadableByteChannel in) throws IOException {
        var head = ByteBuffer.allocate(HEAD);
        if (in.read(head) < 0) {
            return Optional.empty();
        }
        fill(in, head);
        int kind = head.get();
        int length = head.getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > CONTENT_AT_MOST) {
            throw new IOException("daemon speaks another shell's protocol");
        }
        return Optional.of(new ShellFrame(
                Kind.values()[kind], fill(in, ByteBuffer.allocate(length)).array()));
    }

    private static ByteBuffer fill(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw new IOException("daemon breaks off");
            }
        }
        return buffer.flip();
    }

    void write(WritableByteChannel out) throws IOException {
        if (content.length > CONTENT_AT_MOST) {
            throw new IOException("script is longer than " + CONTENT_AT_MOST + " bytes");
        }
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
