// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import java.nio.ByteBuffer;
import org.jzrepl.rpc.wire.WatchedWire;

/// How far into the serving side a conversation came.
enum Depth {
    /// It ended in the version handshake.
    HANDSHAKE,
    /// It ended with the label.
    MUX,
    /// It was read as frames of a data connection.
    FRAMES,
    /// A request of a data connection was understood, and answered.
    REQUESTS,
    /// It was read by the HTTP/2 of gRPC.
    GRPC;

    private static final int RESET = 0x10000000;
    private static final int HEARTBEAT = 0x01000000;

    static Depth of(Conversation conversation, WatchedWire server) {
        if (server.read() <= Conversation.HELLO) {
            return HANDSHAKE;
        }
        if (server.read() <= Conversation.GREETING) {
            return MUX;
        }
        if (conversation.isControl()) {
            return GRPC;
        }
        var said = server.written();
        if (said.length < Conversation.HELLO + Integer.BYTES) {
            return FRAMES;
        }
        int type = ByteBuffer.wrap(said).getInt(Conversation.HELLO);
        return type == RESET || type == HEARTBEAT ? FRAMES : REQUESTS;
    }
}
