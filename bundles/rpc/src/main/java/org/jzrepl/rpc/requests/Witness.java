// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// A stream's source that remembers its failure, before anybody else hears of it.
final class Witness implements ReadableByteChannel {
    private final ReadableByteChannel source;
    private volatile Optional<IOException> failure = Optional.empty();

    Witness(ReadableByteChannel source) {
        this.source = source;
    }

    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return source.read(into);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
