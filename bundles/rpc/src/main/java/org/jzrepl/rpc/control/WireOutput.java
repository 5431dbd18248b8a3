// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jzrepl.api.transport.Wire;

/// What goes over a wire, as gRPC wants it. A peer that takes nothing for long is given up.
final class WireOutput extends OutputStream {
    private static final Duration STALL = Duration.ofSeconds(20);

    private final Wire wire;
    private final FrameFollower follower;

    WireOutput(Wire wire, FrameFollower follower) {
        this.wire = wire;
        this.follower = follower;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        follower.follow(from, offset, length);
        var bytes = ByteBuffer.wrap(from, offset, length);
        while (bytes.hasRemaining()) {
            wire.writeDeadline(STALL);
            wire.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
