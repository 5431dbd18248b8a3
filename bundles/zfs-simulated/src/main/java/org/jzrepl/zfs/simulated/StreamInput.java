// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Takes exact numbers of bytes from a stream. Used by one thread.
final class StreamInput {
    private final ReadableByteChannel stream;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Chunk.MAX_ENCODED);
    private boolean begun;

    StreamInput(ReadableByteChannel stream) {
        this.stream = stream;
    }

    /// Whether a single byte came.
    boolean begun() {
        return begun;
    }

    /// The next `length` bytes, valid until the next call.
    ///
    /// @throws EOFException if the stream ends before
    ByteBuffer take(int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
            if (stream.read(buffer) < 0) {
                throw new EOFException("incomplete stream");
            }
            begun |= buffer.position() > 0;
        }
        return buffer.flip();
    }
}
