// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// So many bytes from nowhere: whatever the reader's buffer holds already. Used by one thread.
final class Zeros implements ReadableByteChannel {
    private static final int PIECE = 1 << 17;

    private long left;

    Zeros(long length) {
        left = length;
    }

    /// Reads to the end, and keeps nothing.
    static void drain(ReadableByteChannel from) throws IOException {
        var piece = ByteBuffer.allocateDirect(PIECE);
        while (from.read(piece.clear()) != -1) {
            // the loop's condition reads
        }
    }

    @Override
    public int read(ByteBuffer into) {
        if (left == 0) {
            return -1;
        }
        int length = (int) Math.min(into.remaining(), left);
        into.position(into.position() + length);
        left -= length;
        return length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
