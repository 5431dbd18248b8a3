// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What a TLS side needs: the certificates it trusts, its own with those that lead to its authority, and its key.
/// The key belongs to the first of the chain.
public record Credentials(List<X509Certificate> authorities, List<X509Certificate> chain, PrivateKey key) {
    public Credentials {
        authorities = List.copyOf(authorities);
        chain = List.copyOf(chain);
    }

    public static Credentials read(CredentialFiles files) throws CredentialException {
        var authorities = Certificates.read("ca", files.ca());
        var chain = Certificates.read("cert", files.cert());
        var key = PrivateKeys.read("key", files.key(), chain.getFirst().getPublicKey());
        return new Credentials(authorities, chain, key);
    }

    /// Always shows the one chain there is.
    public X509ExtendedKeyManager keyManager() {
        return new OneKey(this);
    }

    /// Trusts whom the authorities vouch for, and no one else. A server must have `name`; of a client nothing but
    /// the chain is looked at.
    public X509ExtendedTrustManager trustManager(Optional<ServerName> name) {
        return new PeerTrust(authorities, name);
    }
}
