// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;

/// A socket's input that can also be read for a moment only. One thread reads.
final class BriefSocket implements ReadableByteChannel {
    private static final int MILLIS = 500;
    private static final int AT_MOST = 64;

    private final SocketChannel socket;
    private boolean brief;

    BriefSocket(SocketChannel socket) {
        this.socket = socket;
    }

    interface Reading {
        int run() throws IOException;
    }

    /// Runs `reading`, whose [#read] gives 0 if nothing comes at once.
    int briefly(Reading reading) throws IOException {
        brief = true;
        try {
            return reading.run();
        } finally {
            brief = false;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return brief ? readBriefly(into) : socket.read(into);
    }

    /// Channels know no time limit, but sockets do.
    private int readBriefly(ByteBuffer into) throws IOException {
        var bytes = new byte[Math.min(AT_MOST, into.remaining())];
        try {
            socket.socket().setSoTimeout(MILLIS);
            int length = socket.socket().getInputStream().read(bytes);
            into.put(bytes, 0, Math.max(length, 0));
            return length;
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
