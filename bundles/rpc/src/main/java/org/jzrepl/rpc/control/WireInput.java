// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import org.jzrepl.api.transport.Wire;

/// What comes over a wire, as gRPC wants it. gRPC's keep-alive watches over silence.
final class WireInput extends InputStream {
    private final Wire wire;
    private final FrameFollower follower;
    private final Faults faults;

    WireInput(Wire wire, FrameFollower follower, Faults faults) {
        this.wire = wire;
        this.follower = follower;
        this.faults = faults;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int taken = take(into, offset, length);
        if (taken > 0) {
            follow(into, offset, taken);
        }
        return taken;
    }

    private int take(byte[] into, int offset, int length) throws IOException {
        try {
            int taken = wire.read(ByteBuffer.wrap(into, offset, length));
            if (taken < 0) {
                faults.ended();
            }
            return taken;
        } catch (ClosedByInterruptException e) {
            faults.ended();
            throw new IOException("the connection was ended from here", e);
        } catch (IOException e) {
            faults.ended();
            throw e;
        }
    }

    private void follow(byte[] bytes, int offset, int length) throws IOException {
        try {
            follower.follow(bytes, offset, length);
        } catch (IOException e) {
            faults.found(e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
