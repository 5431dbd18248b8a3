// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Deadlines;

/// A client by its address. Nothing needs to be read, so identifying takes no time.
record TcpCaller(SocketChannel socket, InetSocketAddress address, ClientMap clients, Deadlines deadlines)
        implements Caller {
    @Override
    public String origin() {
        return PeerAddress.of(address.getAddress()).toString();
    }

    @Override
    public Peer identify(Duration atMost) throws IOException {
        var peer = PeerAddress.of(address.getAddress());
        var identity = clients.identity(peer)
                .orElseThrow(() -> new IOException("client " + peer + " is in no entry of `clients`"));
        var wire = new ChannelWire(peer.toString(), ChannelWire.Parts.of(socket), deadlines);
        return new Peer(identity, wire);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
