// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import org.jzrepl.api.zfs.ZfsException;

/// A stream whose first bytes have arrived: nothing is changed on the receiver for the sake of a stream that
/// never comes. Only those first bytes are copied. Used by one thread at a time; closing is left to whoever
/// owns the stream.
final class PrimedChannel implements ReadableByteChannel {
    private static final int FIRST = 1 << 16;

    private final ReadableByteChannel stream;
    private final ByteBuffer first;

    private PrimedChannel(ReadableByteChannel stream, ByteBuffer first) {
        this.stream = stream;
        this.first = first;
    }

    /// Waits for the first bytes; `action` is for the message where there are none.
    static PrimedChannel of(ReadableByteChannel stream, String action) throws IOException, InterruptedException {
        var first = ByteBuffer.allocateDirect(FIRST);
        try {
            if (stream.read(first) < 0) {
                throw new ZfsException(action + ": the stream ended before its first byte");
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(action + ": interrupted");
        }
        return new PrimedChannel(stream, first.flip());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!first.hasRemaining()) {
            return stream.read(into);
        }
        int length = Math.min(first.remaining(), into.remaining());
        into.put(into.position(), first, first.position(), length).position(into.position() + length);
        first.position(first.position() + length);
        return length;
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
