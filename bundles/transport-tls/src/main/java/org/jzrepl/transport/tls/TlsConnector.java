// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// Dials one address; `dialTimeout` is TCP's, zero: without a limit.
record TlsConnector(
        Section section, Side side, TcpSockets sockets, Deadlines deadlines, HostAndPort address, Duration dialTimeout)
        implements Connector {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Wire connect() throws IOException, InterruptedException {
        var engine = side.engine();
        var wire = new TlsWire(address.toString(), sockets.dial(address, dialTimeout), engine, deadlines);
        boolean done = false;
        try {
            wire.handshake(HANDSHAKE_TIMEOUT);
            done = true;
            return wire;
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    @Override
    public void check() throws ConfigException {
        side.credentials().check(section);
    }
}
