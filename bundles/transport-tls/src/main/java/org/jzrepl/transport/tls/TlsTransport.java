// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.tls.CredentialFiles;
import org.jzrepl.api.tls.CredentialsInUse;
import org.jzrepl.api.tls.ServerName;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.jzrepl.api.warning.WarningSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Transport `tls`: peers identified by their certificates. Warns of those of ours that expire.
@Component(service = {Transport.class, WarningSource.class})
@Supplies(kind = "transport", type = "tls")
public final class TlsTransport implements Transport, WarningSource {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final TcpSockets sockets;
    private final Deadlines deadlines;
    private final Threads threads;
    private final Engines engines;
    private final AtomicBoolean warm = new AtomicBoolean();
    private final CredentialsInUse inUse = new CredentialsInUse();

    @Activate
    public TlsTransport(@Reference TcpSockets sockets, @Reference Deadlines deadlines, @Reference Threads threads) {
        this(sockets, deadlines, threads, Engines.best());
    }

    TlsTransport(TcpSockets sockets, Deadlines deadlines, Threads threads, Engines engines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
        this.threads = threads;
        this.engines = engines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> connect.required("address", HostAndPort::parse));
        var files = problems.attempt(() -> CredentialFiles.read(connect));
        var name =
                problems.attempt(() -> connect.required("server_cn", value -> new ServerName(Words.nonEmpty(value))));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.check(connect::done);
        problems.throwIfAny();
        var side = side(files.orElseThrow(), name);
        return new TlsConnector(connect, side, sockets, deadlines, address.orElseThrow(), timeout.orElseThrow());
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> serve.required("listen", HostAndPort::parse));
        var freebind = problems.attempt(() -> serve.optional("listen_freebind", Numbers::bool, false));
        var files = problems.attempt(() -> CredentialFiles.read(serve));
        var clients = problems.attempt(() -> clients(serve));
        var timeout =
                problems.attempt(() -> serve.optional("handshake_timeout", GoDuration::notNegative, HANDSHAKE_TIMEOUT));
        problems.check(serve::done);
        problems.check(defaults::done);
        problems.throwIfAny();
        var side = side(files.orElseThrow(), Optional.empty());
        var reception = new Reception(side, clients.orElseThrow(), timeout.orElseThrow());
        return new TlsBinding(serve, reception, sockets, deadlines, address.orElseThrow(), freebind.orElseThrow());
    }

    private static Set<ClientIdentity> clients(Section serve) throws ConfigException {
        var names = serve.list("client_cns", value -> new ClientIdentity(Words.text(value)));
        if (names.isEmpty()) {
            throw serve.wrong("client_cns", "needs at least one name");
        }
        return Set.copyOf(names);
    }

    private Side side(CredentialFiles files, Optional<ServerName> server) {
        if (warm.compareAndSet(false, true)) {
            threads.startPump("tls warm-up", engines::warmUp);
        }
        return new Side(engines, inUse.watch(files), server);
    }

    @Override
    public List<String> warnings(Instant now) {
        return inUse.warnings(now);
    }
}
