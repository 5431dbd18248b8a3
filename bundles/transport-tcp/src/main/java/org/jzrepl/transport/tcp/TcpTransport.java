// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.MDC;

/// Transport `tcp`: plain sockets, peers identified by their address.
@Component
@Supplies(kind = "transport", type = "tcp")
public final class TcpTransport implements Transport {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    private final TcpSockets sockets;
    private final Deadlines deadlines;

    @Activate
    public TcpTransport(@Reference TcpSockets sockets, @Reference Deadlines deadlines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> connect.required("address", HostAndPort::parse));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.check(connect::done);
        problems.throwIfAny();
        return new TcpConnector(sockets, deadlines, address.orElseThrow(), timeout.orElseThrow());
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> serve.required("listen", HostAndPort::parse));
        var freebind = problems.attempt(() -> serve.optional("listen_freebind", Numbers::bool, false));
        var clients = problems.attempt(() -> ClientMap.read(serve));
        problems.check(serve::done);
        problems.check(defaults::done);
        problems.throwIfAny();
        return () -> {
            var job = Optional.ofNullable(MDC.get("job")).orElse("?");
            var listening = sockets.listen(address.orElseThrow(), freebind.orElseThrow(), job);
            return new TcpListener(listening, clients.orElseThrow(), deadlines);
        };
    }
}
