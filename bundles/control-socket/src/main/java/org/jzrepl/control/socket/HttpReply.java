// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One reply, after which the connection ends.
record HttpReply(int status, String body) {
    private static final Map<Integer, String> REASONS =
            Map.of(200, "OK", 400, "Bad Request", 404, "Not Found", 500, "Internal Server Error");

    /// An error, in a line for people.
    static HttpReply text(int status, String message) {
        return new HttpReply(status, message + "\n");
    }

    void write(WritableByteChannel out) throws IOException {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "")
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + content.length
                + "\r\nConnection: close\r\n\r\n";
        for (var part : new byte[][] {head.getBytes(StandardCharsets.US_ASCII), content}) {
            var buffer = ByteBuffer.wrap(part);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
    }
}
