// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.tls.CredentialFiles;
import org.jzrepl.api.tls.CredentialsInUse;
import org.jzrepl.api.tls.ServerName;
import org.jzrepl.api.tls.WatchedCredentials;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.warning.WarningSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Outlet `tcp`, plain or over TLS. Warns of certificates that expire.
@Component(service = {LogOutletFactory.class, WarningSource.class})
@Supplies(kind = "outlet", type = "tcp")
public final class TcpOutletFactory implements LogOutletFactory, WarningSource {
    private static final String TLS = "tls";

    private final TcpSockets sockets;
    private final Deadlines deadlines;
    private final CredentialsInUse inUse = new CredentialsInUse();

    @Activate
    public TcpOutletFactory(@Reference TcpSockets sockets, @Reference Deadlines deadlines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
    }

    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> outlet.required("address", HostAndPort::parse));
        var net = problems.attempt(() -> outlet.optional("net", Words::text, "tcp"));
        var retry = problems.attempt(() -> RetryInterval.read(outlet));
        var credentials = problems.attempt(() -> credentials(outlet));
        problems.check(outlet::done);
        problems.throwIfAny();
        var dialling = new Dialling(sockets, deadlines, net.orElseThrow(), address.orElseThrow(), retry.orElseThrow());
        var overTls = credentials.orElseThrow();
        var opening = overTls.isPresent() ? overTls(outlet, dialling, overTls.orElseThrow()) : dialling;
        return new TcpOutlet(format, opening, retry.orElseThrow());
    }

    /// Empty without the key, or with nothing behind it.
    private Optional<WatchedCredentials> credentials(Section outlet) throws ConfigException {
        if (!outlet.has(TLS)) {
            return outlet.optional(TLS, _ -> Optional.empty(), Optional.empty());
        }
        var tls = outlet.section(TLS);
        var problems = new Problems();
        var files = problems.attempt(() -> CredentialFiles.read(tls));
        problems.check(tls::done);
        problems.throwIfAny();
        var credentials = inUse.watch(files.orElseThrow());
        credentials.check(tls);
        return Optional.of(credentials);
    }

    /// The name to be verified is the address's host.
    private static Connection.Opening overTls(Section outlet, Dialling dialling, WatchedCredentials credentials)
            throws ConfigException {
        try {
            return new TlsDialling(
                    dialling, credentials, new ServerName(dialling.address().host()));
        } catch (IllegalArgumentException e) {
            throw outlet.wrong("address", "needs a host with tls: the server's certificate must name it");
        }
    }

    @Override
    public List<String> warnings(Instant now) {
        return inUse.warnings(now);
    }
}
