// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;
import org.slf4j.MDC;

/// An address to listen at.
record TlsBinding(
        Section section,
        Reception reception,
        TcpSockets sockets,
        Deadlines deadlines,
        HostAndPort address,
        boolean freebind)
        implements Binding {
    @Override
    public Listener listen() throws IOException, InterruptedException {
        var job = Optional.ofNullable(MDC.get("job")).orElse("?");
        return new TlsListener(sockets.listen(address, freebind, job), reception, deadlines);
    }

    @Override
    public void check() throws ConfigException {
        reception.side().credentials().check(section);
    }
}
