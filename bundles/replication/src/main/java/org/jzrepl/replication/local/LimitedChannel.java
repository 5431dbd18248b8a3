// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;

/// A stream that pauses after each read as long as its job's [TokenBucket] says. Interrupting a pause closes
/// it.
record LimitedChannel(ReadableByteChannel stream, TokenBucket bucket, Pause pause) implements ReadableByteChannel {
    /// How to let time pass.
    @FunctionalInterface
    interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int length = stream.read(into);
        long nanos = length > 0 ? bucket.take(length) : 0;
        if (nanos > 0) {
            pause(nanos);
        }
        return length;
    }

    private void pause(long nanos) throws IOException {
        try {
            pause.nanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stream.close();
            throw new ClosedByInterruptException();
        }
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
