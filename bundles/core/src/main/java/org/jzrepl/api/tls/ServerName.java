// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/// The name by which a client knows its server: a host name or an address. A certificate has it if one of its
/// SANs says so; the CN does not count.
public record ServerName(String name) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    public ServerName {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a server must not be empty");
        }
    }

    public boolean isAddress() {
        return address().isPresent();
    }

    /// How a client announces it. Neither addresses nor what is no host name, such as a name with an
    /// underscore, can be announced.
    public Optional<SNIHostName> sni() {
        try {
            return isAddress() ? Optional.empty() : Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public void check(X509Certificate certificate) throws CertificateException {
        var names = names(certificate, isAddress() ? ADDRESS : DNS);
        if (names.stream().noneMatch(this::matches)) {
            throw new CertificateException("certificate "
                    + certificate.getSubjectX500Principal().getName() + " is for "
                    + (names.isEmpty() ? "no such name (it has no SAN)" : String.join(", ", names)) + ", not for "
                    + name);
        }
    }

    private static List<String> names(X509Certificate certificate, int kind) throws CertificateException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream)
                .filter(entry -> entry.getFirst().equals(kind))
                .map(entry -> (String) entry.getLast())
                .toList();
    }

    private boolean matches(String pattern) {
        var address = address();
        return address.isPresent()
                ? address.equals(literal(pattern))
                : pattern.equalsIgnoreCase(name) || matchesHost(withoutDot(pattern), withoutDot(name));
    }

    /// A star stands for the whole first label.
    private static boolean matchesHost(String pattern, String host) {
        if (!pattern.startsWith("*.")) {
            return pattern.equalsIgnoreCase(host);
        }
        int first = host.indexOf('.');
        return first > 0 && pattern.substring(1).equalsIgnoreCase(host.substring(first));
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /// IPv6 may stand in brackets.
    private Optional<InetAddress> address() {
        return literal(name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
