// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// A stream from daemon to daemon.
record ShakyStream(ReadableByteChannel stream, Accident accident) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        int length = stream.read(into);
        try {
            accident.bytes(Math.max(0, length));
        } catch (IOException e) {
            into.position(before);
            throw e;
        }
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
