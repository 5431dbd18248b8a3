// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jzrepl.api.tcp.TcpListening;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;

/// A bound socket whose callers have to show a certificate.
record TlsListener(TcpListening listening, Reception reception, Deadlines deadlines) implements Listener {
    @Override
    public Caller accept() throws IOException, InterruptedException {
        var socket = listening.accept();
        var address = (InetSocketAddress) socket.getRemoteAddress();
        return new TlsCaller(socket, address.getAddress().getHostAddress(), reception, deadlines);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
