// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Deadlines;

/// A client before its handshake.
record TlsCaller(SocketChannel socket, String origin, Reception reception, Deadlines deadlines) implements Caller {
    @Override
    public Peer identify(Duration atMost) throws IOException, InterruptedException {
        var wire = new TlsWire(origin, socket, reception.side().engine(), deadlines);
        boolean known = false;
        try {
            wire.handshake(reception.within(atMost));
            var identity = reception.identity((X509Certificate) wire.peerCertificates()[0]);
            known = true;
            return new Peer(identity, wire);
        } finally {
            if (!known) {
                wire.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
