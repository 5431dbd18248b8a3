// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Iterator;

/// A send stream, made as it is read. One thread reads; any may close.
final class SendStream implements ReadableByteChannel {
    private final Iterator<Chunk> records;
    private final Faults.Pace pace;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(Chunk.MAX_ENCODED, Preamble.MAX_LENGTH));
    private volatile boolean open = true;

    SendStream(Preamble preamble, Iterator<Chunk> records, Faults.Pace pace) {
        this.records = records;
        this.pace = pace;
        buffer.put(preamble.encoded()).flip();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        if (!buffer.hasRemaining()) {
            if (!records.hasNext()) {
                return -1;
            }
            buffer.clear();
            records.next().encode(buffer);
            buffer.flip();
        }
        int length = Math.min(buffer.remaining(), into.remaining());
        pause(pace.before(length));
        into.put(into.position(), buffer, buffer.position(), length);
        into.position(into.position() + length);
        buffer.position(buffer.position() + length);
        return length;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    private void pause(Duration length) throws ClosedByInterruptException {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new ClosedByInterruptException();
        }
    }
}
