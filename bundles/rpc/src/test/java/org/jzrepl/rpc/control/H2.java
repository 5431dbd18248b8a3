// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jzrepl.rpc.Script;

/// HTTP/2 by hand, as Go writes it: enough to make one call, or to answer one.
record H2(Script script) {
    static final String GO_CLIENT_BEGINS = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" + "000000040000000000";
    static final String GO_SERVER_BEGINS = "000006040000000000000500004000";
    static final int FRAME_DATA = 0;
    static final int FRAME_HEADERS = 1;
    static final int FRAME_SETTINGS = 4;
    static final int FRAME_PING = 6;
    static final int FRAME_GOAWAY = 7;

    record Frame(int type, int flags, int stream, byte[] payload) {
        String hex() {
            return HexFormat.of().formatHex(payload);
        }

        String text() {
            return new String(payload, US_ASCII);
        }

        boolean isLast() {
            return (flags & 1) != 0;
        }
    }

    /// The next frame that is not one of the connection's own housekeeping.
    Frame next() throws IOException {
        while (true) {
            var frame = read();
            if (frame.type() == FRAME_PING && !frame.isLast()) {
                say(FRAME_PING, 1, 0, frame.hex());
            } else if (frame.type() == FRAME_DATA
                    || frame.type() == FRAME_HEADERS
                    || frame.type() == FRAME_GOAWAY
                    || frame.type() == FRAME_PING) {
                return frame;
            }
        }
    }

    Frame read() throws IOException {
        var header = ByteBuffer.wrap(script.read(9));
        int length = header.getShort() << 8 & 0xffffff | header.get() & 0xff;
        int type = header.get();
        int flags = header.get();
        return new Frame(type, flags, header.getInt(), script.read(length));
    }

    void say(int type, int flags, int stream, String payload) throws IOException {
        script.say(String.format("%06x%02x%02x%08x", payload.length() / 2, type, flags, stream) + payload);
    }

    /// A request as grpc-go 1.78 makes it: an empty authority, spelled as the static table's first entry.
    void ask(int stream, String path, String message) throws IOException {
        var headers = new ByteArrayOutputStream();
        headers.write(0x83); // :method POST
        headers.write(0x86); // :scheme http
        literal(headers, ":path", path);
        headers.write(0x81); // :authority, empty
        literal(headers, "content-type", "application/grpc");
        literal(headers, "user-agent", "grpc-go/1.78.0");
        literal(headers, "te", "trailers");
        say(FRAME_HEADERS, 4, stream, HexFormat.of().formatHex(headers.toByteArray()));
        say(FRAME_DATA, 1, stream, message);
    }

    void answer(int stream, String message) throws IOException {
        var headers = new ByteArrayOutputStream();
        headers.write(0x88); // :status 200
        literal(headers, "content-type", "application/grpc");
        say(FRAME_HEADERS, 4, stream, HexFormat.of().formatHex(headers.toByteArray()));
        say(FRAME_DATA, 0, stream, message);
        var trailers = new ByteArrayOutputStream();
        literal(trailers, "grpc-status", "0");
        say(FRAME_HEADERS, 5, stream, HexFormat.of().formatHex(trailers.toByteArray()));
    }

    private static void literal(ByteArrayOutputStream into, String name, String value) {
        into.write(0);
        into.write(name.length());
        into.writeBytes(name.getBytes(US_ASCII));
        into.write(value.length());
        into.writeBytes(value.getBytes(US_ASCII));
    }
}
