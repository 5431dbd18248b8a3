// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// The eight bytes before each frame's payload.
record FrameHeader(FrameType type, int length) {
    static final int SIZE = 8;

    /// The most that we take; zrepl sends an eighth of it.
    static final int MAX_LENGTH = 1 << 22;

    static FrameHeader decode(ByteBuffer bytes) throws ProtocolException {
        var type = FrameType.of(bytes.getInt());
        int length = bytes.getInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new ProtocolException("the peer announces a frame of " + Integer.toUnsignedString(length)
                    + " bytes; the limit is " + MAX_LENGTH);
        }
        return new FrameHeader(type, length);
    }

    void encode(ByteBuffer into) {
        into.putInt(type.code()).putInt(length);
    }
}
