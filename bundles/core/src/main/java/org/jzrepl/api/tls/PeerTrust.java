// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The JDK's rules for chains, with what they leave out: neither the peer's own certificate nor an authority may
/// have expired, even if the file of authorities lists it, and a server's name is one of its SANs, never its CN.
final class PeerTrust extends X509ExtendedTrustManager {
    /// Of TLS 1.3, as Conscrypt calls it; the JDK's rules know it by the second name.
    private static final String GENERIC = "GENERIC";
    private static final String UNKNOWN = "UNKNOWN";

    private final List<X509Certificate> authorities;
    private final Optional<ServerName> name;

    PeerTrust(List<X509Certificate> authorities, Optional<ServerName> name) {
        this.authorities = authorities;
        this.name = name;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        requireValid(chain[0]);
        try {
            rules().checkClientTrusted(chain, known(authType));
        } catch (CertificateException e) {
            throw plain(chain[0], e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        requireValid(chain[0]);
        try {
            rules().checkServerTrusted(chain, known(authType));
        } catch (CertificateException e) {
            throw plain(chain[0], e);
        }
        if (name.isPresent()) {
            name.orElseThrow().check(chain[0]);
        }
    }

    private static void requireValid(X509Certificate own) throws CertificateException {
        var now = Instant.now();
        var subject = own.getSubjectX500Principal().getName();
        if (own.getNotAfter().toInstant().isBefore(now)) {
            throw new CertificateException("certificate " + subject + " expired on "
                    + own.getNotAfter().toInstant());
        }
        if (own.getNotBefore().toInstant().isAfter(now)) {
            throw new CertificateException("certificate " + subject + " is not valid before "
                    + own.getNotBefore().toInstant() + ": check the clocks");
        }
    }

    private static CertificateException plain(X509Certificate own, CertificateException refused) {
        return refused.getCause() instanceof CertPathBuilderException
                ? new CertificateException(
                        "certificate " + own.getSubjectX500Principal().getName()
                                + " is not issued by a certificate of `ca`",
                        refused)
                : refused;
    }

    private static String known(String authType) {
        return authType.equals(GENERIC) ? UNKNOWN : authType;
    }

    /// Made anew for each peer: an authority may have expired since the last one.
    private X509ExtendedTrustManager rules() throws CertificateException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (var authority : authorities) {
                if (!authority.getNotAfter().before(new Date())) {
                    store.setCertificateEntry("ca" + count++, authority);
                }
            }
            if (count == 0) {
                throw new CertificateException("all certificates of `ca` have expired");
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (IOException | GeneralSecurityException e) {
            throw e instanceof CertificateException wrong ? wrong : new CertificateException(e.getMessage(), e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    /// What a server tells its clients, who may send no certificate if none of theirs is of these.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }
}
