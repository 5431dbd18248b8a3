// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jzrepl.api.transport.Wire;

/// Messages over a wire, on which the other side must not be behind for longer than `sendAtMost`.
record SocketConnection(Wire wire, Duration sendAtMost) implements Connection {
    @Override
    public void send(byte[] message) throws IOException {
        wire.writeDeadline(sendAtMost);
        for (var left = ByteBuffer.wrap(message); left.hasRemaining(); ) {
            wire.write(left);
        }
        wire.writeDeadline(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
