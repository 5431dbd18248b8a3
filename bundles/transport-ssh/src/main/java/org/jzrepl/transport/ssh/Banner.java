// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// A message of netssh: ASCII text, filled up with zeros (`wire-protocol.md` 1.5.2).
record Banner(String text) {
    static final Banner HELO = new Banner("SSHCON_HELO");
    static final Banner PROXY_ERROR = new Banner("SSHCON_PROXY_ERROR");
    static final Banner BEGIN = new Banner("SSHCON_BEGIN");

    private static final int LENGTH = 31;

    /// Reads exactly one message: the next byte belongs to the stream.
    static Banner read(ReadableByteChannel from) throws IOException {
        var bytes = ByteBuffer.allocate(LENGTH);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) == -1) {
                throw new EOFException("the connection ended after " + bytes.position() + " bytes of the banner");
            }
        }
        return new Banner(new String(bytes.array(), StandardCharsets.ISO_8859_1).replaceFirst("\0+\\z", ""));
    }

    void write(WritableByteChannel to) throws IOException {
        var bytes = ByteBuffer.allocate(LENGTH)
                .put(text.getBytes(StandardCharsets.ISO_8859_1))
                .rewind();
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /// For messages: what a peer sends instead of a banner may be anything.
    @Override
    public String toString() {
        return "\"" + text.replaceAll("[^ -~]", "?") + "\"";
    }
}
