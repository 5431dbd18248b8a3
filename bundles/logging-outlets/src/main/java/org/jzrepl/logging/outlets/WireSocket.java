// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.jzrepl.api.transport.Wire;

/// A wire as the JDK's TLS wants it: a socket of which the streams are used, and its end.
///
/// Its input can be impatient: then it reads only what has arrived. Used by one thread.
final class WireSocket extends Socket {
    private final Wire wire;
    private final Arrived arrived;
    private boolean impatient;

    /// How many bytes could be read at once.
    @FunctionalInterface
    interface Arrived {
        int bytes() throws IOException;
    }

    WireSocket(Wire wire, Arrived arrived) {
        this.wire = wire;
        this.arrived = arrived;
    }

    void impatient(boolean now) {
        impatient = now;
    }

    boolean hasArrived() throws IOException {
        return arrived.bytes() > 0;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return Channels.newOutputStream(wire);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (impatient && !hasArrived()) {
                throw new SocketTimeoutException("nothing has arrived");
            }
            return wire.read(ByteBuffer.wrap(into, offset, length));
        }
    }
}
