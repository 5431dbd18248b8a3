// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One reply, after which the connection ends.
record HttpReply(int status, String body) {
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK", 400, "Bad Request", 404, "Not Found", 500, "Internal Server Error", 501, "Not Implemented");

    /// An error, in a line for people.
    static HttpReply text(int status, String message) {
        return new HttpReply(status, message + "\n");
    }

    void write(WritableByteChannel out) throws IOException {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "")
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + content.length
                + "\r\nConnection: close\r\n\r\n";
        write(out, head.getBytes(StandardCharsets.US_ASCII));
        write(out, content);
    }

    /// Instead of a reply: what follows is spoken in that protocol.
    static void switchProtocols(WritableByteChannel out, String protocol) throws IOException {
        var head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n";
        write(out, head.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(WritableByteChannel out, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}
