// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import org.jzrepl.api.zfs.ZfsException;

/// A stream whose first bytes have arrived: nothing is changed on the receiver for the sake of a stream that
/// never comes. Only those first bytes are copied. Used by one thread at a time; closing is left to whoever
/// owns the stream.
final class PrimedChannel implements ReadableByteChannel {
    private static final int FEW = 1 << 16;
    private static final int MANY = 1 << 20;

    private final ReadableByteChannel stream;
    private final ByteBuffer first;

    private PrimedChannel(ReadableByteChannel stream, ByteBuffer first) {
        this.stream = stream;
        this.first = first;
    }

    /// Waits for the first bytes; `action` is for the message where there are none.
    static PrimedChannel of(ReadableByteChannel stream, String action) throws IOException, InterruptedException {
        var first = ByteBuffer.allocateDirect(FEW);
        fill(first, 1, stream, action);
        return new PrimedChannel(stream, first.flip());
    }

    /// Waits for so many bytes that a receive can be begun with them a second time ([#beginning]), or for all
    /// of a shorter stream.
    static PrimedChannel ofMany(ReadableByteChannel stream, String action) throws IOException, InterruptedException {
        var first = ByteBuffer.allocateDirect(MANY);
        fill(first, MANY, stream, action);
        return new PrimedChannel(stream, first.flip());
    }

    private static void fill(ByteBuffer first, int least, ReadableByteChannel stream, String action)
            throws IOException, InterruptedException {
        try {
            while (first.position() < least && stream.read(first) >= 0) {
                // until there are enough, or all
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(action + ": interrupted");
        }
        if (first.position() == 0) {
            throw new ZfsException(action + ": the stream ended before its first byte");
        }
    }

    /// The first bytes once more, on their own.
    ReadableByteChannel beginning() {
        return new PrimedChannel(
                Channels.newChannel(InputStream.nullInputStream()),
                first.duplicate().rewind());
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
