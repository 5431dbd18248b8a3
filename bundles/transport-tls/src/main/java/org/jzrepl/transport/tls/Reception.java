// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import org.jzrepl.api.transport.ClientIdentity;

/// Whom a listener lets in: clients whose certificate's CN is one of `commonNames`, which becomes their identity.
/// `handshakeTimeout` zero: whatever the caller of a handshake allows.
record Reception(Side side, Set<ClientIdentity> commonNames, Duration handshakeTimeout) {
    Reception {
        commonNames = Set.copyOf(commonNames);
    }

    Duration within(Duration atMost) {
        return handshakeTimeout.isZero() || handshakeTimeout.compareTo(atMost) > 0 ? atMost : handshakeTimeout;
    }

    ClientIdentity identity(X509Certificate certificate) throws IOException {
        var name = commonName(certificate);
        return commonNames.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("the certificate's CN \"" + name + "\" is not in `client_cns`"));
    }

    /// The last one, where there are several; empty where there is none.
    private static String commonName(X509Certificate certificate) throws IOException {
        var name = "";
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            for (var part : subject.getRdns()) {
                var found = Optional.ofNullable(part.toAttributes().get("CN"));
                name = found.isPresent() ? String.valueOf(found.orElseThrow().get()) : name;
            }
            return name;
        } catch (NamingException e) {
            throw new IOException("the certificate's subject cannot be read: " + e.getMessage(), e);
        }
    }
}
