// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;
import org.jzrepl.api.tls.Credentials;
import org.jzrepl.api.tls.ServerName;
import org.jzrepl.api.tls.WatchedCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One side of connections to come: a client if it knows the server's name, else a server. Engines are made of
/// what the certificate files hold at the time. Safe for use by several threads.
final class Side {
    private static final Logger LOG = LoggerFactory.getLogger(Side.class);

    private final Engines engines;
    private final WatchedCredentials credentials;
    private final Optional<ServerName> server;
    private final AtomicReference<Optional<Made>> last = new AtomicReference<>(Optional.empty());

    Side(Engines engines, WatchedCredentials credentials, Optional<ServerName> server) {
        this.engines = engines;
        this.credentials = credentials;
        this.server = server;
    }

    /// A context, and what it was made of.
    private record Made(Credentials of, SSLContext context) {}

    WatchedCredentials credentials() {
        return credentials;
    }

    /// Without session resumption, which would let peers in whose certificates nobody has looked at again.
    SSLEngine engine() throws IOException {
        var engine = context().createSSLEngine();
        engine.setUseClientMode(server.isPresent());
        engine.setNeedClientAuth(server.isEmpty());
        engine.setEnabledProtocols(engines.protocols().toArray(String[]::new));
        engine.setEnabledCipherSuites(forwardSecret(engine.getEnabledCipherSuites()));
        if (Conscrypt.isConscrypt(engine)) {
            Conscrypt.setUseSessionTickets(engine, false);
        }
        server.flatMap(ServerName::sni).ifPresent(name -> announce(name, engine));
        return engine;
    }

    private static String[] forwardSecret(String[] suites) {
        return Arrays.stream(suites)
                .filter(suite -> !suite.startsWith("TLS_RSA_") && !suite.contains("3DES"))
                .toArray(String[]::new);
    }

    /// For servers behind a proxy that looks at it.
    private static void announce(SNIHostName name, SSLEngine engine) {
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(name));
        engine.setSSLParameters(parameters);
    }

    private SSLContext context() throws IOException {
        var current = credentials.current();
        var before = last.get();
        var known = before.filter(made -> made.of() == current);
        if (known.isPresent()) {
            return known.orElseThrow().context();
        }
        var made = new Made(current, context(current));
        last.set(Optional.of(made));
        if (before.isPresent()) {
            LOG.atInfo()
                    .addKeyValue(
                            "subject",
                            current.chain().getFirst().getSubjectX500Principal().getName())
                    .log("certificates were read again");
        }
        return made.context();
    }

    private SSLContext context(Credentials current) throws IOException {
        try {
            var context = engines.context();
            context.init(
                    new KeyManager[] {current.keyManager()}, new TrustManager[] {current.trustManager(server)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("prepare TLS: " + e.getMessage(), e);
        }
    }
}
