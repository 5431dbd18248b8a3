// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hello;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.Timings;

/// Begins a conversation on a fresh wire, within a fixed time however slowly the peer speaks. Not a byte more is
/// read than belongs to the greeting: what follows may be in the same packet. The wire stays the caller's, also
/// on failure.
public final class Greeting {
    private Greeting() {}

    /// As the one who called: both versions, then our label.
    public static void call(Wire wire, Label label, Timings timings) throws IOException {
        deadlines(wire, timings.clientHello());
        exchange(wire);
        write(wire, label.encode());
        deadlines(wire, Duration.ZERO);
    }

    /// As the one who was called: both versions, then the caller's label.
    public static Label answer(Wire wire, Timings timings) throws IOException {
        deadlines(wire, timings.serverHello());
        exchange(wire);
        deadlines(wire, timings.label());
        var label = Label.decode(read(wire, Label.SIZE, "in the middle of its label"));
        deadlines(wire, Duration.ZERO);
        return label;
    }

    private static void exchange(Wire wire) throws IOException {
        write(wire, Hello.OURS.encode());
        var prefix = read(wire, Hello.PREFIX, "instead of a version handshake; it may not know this client");
        var theirs = Hello.decode(read(wire, Hello.length(prefix), "in the middle of the version handshake"));
        if (theirs.version() != Hello.OURS.version()) {
            throw new ProtocolException("version handshake: the peer speaks protocol version " + theirs.version()
                    + ", this daemon version " + Hello.OURS.version());
        }
    }

    private static void deadlines(Wire wire, Duration fromNow) {
        wire.readDeadline(fromNow);
        wire.writeDeadline(fromNow);
    }

    private static void write(Wire wire, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wire.write(bytes);
        }
    }

    private static ByteBuffer read(Wire wire, int length, String ifCut) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (wire.read(bytes) < 0) {
                throw new EOFException("the peer closed the connection " + ifCut);
            }
        }
        return bytes.flip();
    }
}
