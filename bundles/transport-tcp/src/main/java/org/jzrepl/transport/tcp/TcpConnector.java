// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// Dials one address; `dialTimeout` zero: without a limit.
record TcpConnector(TcpSockets sockets, Deadlines deadlines, HostAndPort address, Duration dialTimeout)
        implements Connector {
    @Override
    public Wire connect() throws IOException, InterruptedException {
        var socket = sockets.dial(address, dialTimeout);
        return new ChannelWire(address.toString(), ChannelWire.Parts.of(socket), deadlines);
    }
}
