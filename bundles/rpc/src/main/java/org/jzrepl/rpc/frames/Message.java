// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.nio.ByteBuffer;

/// A message that is being read: grows with what has come, not with what is announced.
final class Message {
    private static final int FIRST = 1 << 10;

    private final int limit;
    private ByteBuffer bytes;

    Message(int limit) {
        this.limit = limit;
        this.bytes = ByteBuffer.allocate(Math.min(limit + 1, FIRST));
    }

    /// Where the next bytes go; there is space for one more than the limit.
    ByteBuffer space() {
        if (!bytes.hasRemaining() && !isTooLong()) {
            bytes = ByteBuffer.allocate((int) Math.min(limit + 1L, bytes.capacity() * 2L))
                    .put(bytes.flip());
        }
        return bytes;
    }

    boolean isTooLong() {
        return bytes.position() > limit;
    }

    /// What has come, up to the limit.
    ByteBuffer bytes() {
        return bytes.duplicate().flip().limit(Math.min(bytes.position(), limit));
    }
}
