// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jzrepl.api.tcp.TcpListening;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;

/// A bound socket whose callers are looked up in `clients`.
record TcpListener(TcpListening listening, ClientMap clients, Deadlines deadlines) implements Listener {
    @Override
    public Caller accept() throws IOException, InterruptedException {
        var socket = listening.accept();
        return new TcpCaller(socket, (InetSocketAddress) socket.getRemoteAddress(), clients, deadlines);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
