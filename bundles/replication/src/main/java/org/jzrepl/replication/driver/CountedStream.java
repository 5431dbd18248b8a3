// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;

/// Counts what is read of a stream, without touching it. One thread reads; `count` is told after each read.
final class CountedStream implements ReadableByteChannel {
    private final ReadableByteChannel stream;
    private final LongConsumer count;
    private long bytes;

    CountedStream(ReadableByteChannel stream, LongConsumer count) {
        this.stream = stream;
        this.count = count;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int length = stream.read(into);
        bytes += Math.max(0, length);
        count.accept(bytes);
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
