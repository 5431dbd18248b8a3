// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jzrepl.api.transport.Wire;

/// Messages over TLS, on which the other side must not be behind for longer than `sendAtMost`.
record TlsConnection(SSLSocket tls, WireSocket raw, Wire wire, Duration sendAtMost) implements Connection {
    /// For the last words to a peer that does not read.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    @Override
    public void send(byte[] message) throws IOException {
        hear();
        wire.writeDeadline(sendAtMost);
        tls.getOutputStream().write(message);
        wire.writeDeadline(Duration.ZERO);
    }

    /// In TLS 1.3 a server refuses a client's certificate only after the client believes that all is well.
    /// What it says then waits to be read, and would be lost with the connection that a write finds broken.
    private void hear() throws IOException {
        raw.impatient(true);
        try {
            while (raw.hasArrived()) {
                if (tls.getInputStream().read() < 0) {
                    throw new EOFException("the peer has closed the connection");
                }
            }
        } catch (SocketTimeoutException e) {
            // the record that arrived was TLS's own business, or is not complete
        } finally {
            raw.impatient(false);
        }
    }

    @Override
    public void close() throws IOException {
        wire.readDeadline(FAREWELL);
        wire.writeDeadline(FAREWELL);
        try (wire) {
            tls.close();
        }
    }
}
