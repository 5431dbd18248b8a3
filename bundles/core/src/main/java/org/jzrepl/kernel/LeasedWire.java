// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jzrepl.api.transport.Wire;

/// An accepted wire, with which the use of its supplier ends.
record LeasedWire(Wire wire, Listening.Use use) implements Wire {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return wire.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return wire.write(from);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return wire.write(from, offset, length);
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return wire.write(from);
    }

    @Override
    public void closeOutput() throws IOException {
        wire.closeOutput();
    }

    @Override
    public void readDeadline(Duration fromNow) {
        wire.readDeadline(fromNow);
    }

    @Override
    public void writeDeadline(Duration fromNow) {
        wire.writeDeadline(fromNow);
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            wire.close();
        } finally {
            use.end();
        }
    }
}
