// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// One request: its path, its body, and the protocol that it would change to, if any. Methods are not told apart,
/// and other headers but the body's length have no meaning here.
record HttpRequest(String path, String body, Optional<String> upgrade) {
    private static final int MAX_HEAD = 32 << 10;
    private static final int MAX_BODY = 1 << 20;
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ (\\S+) HTTP/1\\.[01]");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:[ \t]*([0-9]{1,9})[ \t]*\r?$");
    private static final Pattern UPGRADE = Pattern.compile("(?im)^upgrade:[ \t]*(\\S+)[ \t]*\r?$");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:");
    private static final String END_OF_HEAD = "\r\n\r\n";

    /// What the peer sent is no request that can be answered.
    static final class MalformedRequestException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedRequestException(String message) {
            super(message);
        }
    }

    /// Reads head and body; limits hold before memory is taken.
    static HttpRequest read(ReadableByteChannel in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8 << 10);
        int head = -1;
        while (head < 0) {
            if (bytes.size() > MAX_HEAD) {
                throw new MalformedRequestException("request head is longer than " + MAX_HEAD + " bytes");
            }
            more(in, buffer, bytes);
            head = bytes.toString(StandardCharsets.ISO_8859_1).indexOf(END_OF_HEAD);
        }
        var text = bytes.toString(StandardCharsets.ISO_8859_1).substring(0, head);
        int total = head + END_OF_HEAD.length() + length(text);
        while (bytes.size() < total) {
            more(in, buffer, bytes);
        }
        var body = new String(bytes.toByteArray(), head + END_OF_HEAD.length(), length(text), StandardCharsets.UTF_8);
        return new HttpRequest(path(text), body, upgrade(text));
    }

    private static void more(ReadableByteChannel in, ByteBuffer buffer, ByteArrayOutputStream bytes)
            throws IOException {
        if (in.read(buffer.clear()) < 0) {
            throw new MalformedRequestException("request breaks off");
        }
        bytes.write(buffer.array(), 0, buffer.position());
    }

    private static String path(String head) throws MalformedRequestException {
        var line = REQUEST.matcher(head.lines().findFirst().orElse(""));
        if (!line.matches()) {
            throw new MalformedRequestException("not an HTTP request");
        }
        return line.group(1);
    }

    private static Optional<String> upgrade(String head) {
        return UPGRADE.matcher(head).results().map(header -> header.group(1)).findFirst();
    }

    private static int length(String head) throws MalformedRequestException {
        if (CHUNKED.matcher(head).find()) {
            throw new MalformedRequestException("request bodies need a Content-Length");
        }
        var length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        if (bytes > MAX_BODY) {
            throw new MalformedRequestException("request body is longer than " + MAX_BODY + " bytes");
        }
        return bytes;
    }
}
