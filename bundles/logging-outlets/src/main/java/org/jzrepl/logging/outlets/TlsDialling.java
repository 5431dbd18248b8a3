// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.tls.ServerName;
import org.jzrepl.api.tls.WatchedCredentials;
import org.jzrepl.api.transport.ChannelWire;

/// Connects over TLS, with what the certificate files hold at the time; the server's certificate must say
/// `server`. The handshake takes as long as connecting may, once more.
///
/// The JDK's TLS is fast enough for a log.
record TlsDialling(Dialling dialling, WatchedCredentials credentials, ServerName server) implements Connection.Opening {
    @Override
    public Connection open() throws IOException {
        var factory = factory();
        var channel = dialling.dial();
        var wire = new ChannelWire(peer(), ChannelWire.Parts.of(channel), dialling.deadlines());
        boolean done = false;
        try {
            var raw =
                    new WireSocket(wire, () -> channel.socket().getInputStream().available());
            var tls = (SSLSocket)
                    factory.createSocket(raw, server.name(), channel.socket().getPort(), true);
            wire.readDeadline(dialling.atMost());
            wire.writeDeadline(dialling.atMost());
            shakeHands(tls);
            wire.readDeadline(Duration.ZERO);
            wire.writeDeadline(Duration.ZERO);
            done = true;
            return new TlsConnection(tls, raw, wire, dialling.atMost());
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    private String peer() {
        return dialling.address().text();
    }

    private SSLSocketFactory factory() throws IOException {
        var current = credentials.current();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {current.keyManager()},
                    new TrustManager[] {current.trustManager(Optional.of(server))},
                    null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("prepare TLS: " + e.getMessage(), e);
        }
    }

    private void shakeHands(SSLSocket tls) throws IOException {
        server.sni().ifPresent(name -> {
            var parameters = tls.getSSLParameters();
            parameters.setServerNames(List.of(name));
            tls.setSSLParameters(parameters);
        });
        try {
            tls.startHandshake();
        } catch (IOException e) {
            throw new IOException("TLS handshake with " + peer() + ": " + why(e), e);
        }
    }

    /// What is wrong with a certificate; otherwise what the innermost exception says, since the JDK's outer ones
    /// name
    /// no more than the step that failed.
    private static String why(IOException failure) {
        var causes = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .toList();
        return Reason.of(causes.stream()
                .filter(CertificateException.class::isInstance)
                .findFirst()
                .orElse(causes.getLast()));
    }
}
