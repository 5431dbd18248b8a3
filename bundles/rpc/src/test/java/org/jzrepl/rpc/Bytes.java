// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// A source of a few bytes, which may fail after them.
public final class Bytes implements ReadableByteChannel {
    private final ByteBuffer bytes;
    private final Optional<IOException> failure;
    private volatile boolean open = true;

    private Bytes(String text, Optional<IOException> failure) {
        this.bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        this.failure = failure;
    }

    public static Bytes of(String text) {
        return new Bytes(text, Optional.empty());
    }

    public static Bytes failing(String text, IOException failure) {
        return new Bytes(text, Optional.of(failure));
    }

    /// All of a stream, as text.
    public static String collect(ReadableByteChannel stream) throws IOException {
        var collected = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(1 << 12);
        while (stream.read(buffer.clear()) >= 0) {
            collected.write(buffer.array(), 0, buffer.position());
        }
        return collected.toString(US_ASCII);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!bytes.hasRemaining()) {
            if (failure.isPresent()) {
                throw failure.orElseThrow();
            }
            return -1;
        }
        int length = Math.min(bytes.remaining(), into.remaining());
        into.put(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
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
}
