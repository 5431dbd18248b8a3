// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// Dials one port; `timeout` zero: without a limit.
record LoopbackConnector(TcpSockets sockets, Deadlines deadlines, HostAndPort address, Duration timeout)
        implements Connector {
    @Override
    public Wire connect() throws IOException, InterruptedException {
        var socket = sockets.dial(address, timeout);
        return new ChannelWire(address.toString(), ChannelWire.Parts.of(socket), deadlines);
    }
}
