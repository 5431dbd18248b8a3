// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.control.PluginRefusedException;

/// The certificates in the operator's key store: signers', or authorities'.
record TrustedKeys(Set<X509Certificate> certificates) {
    TrustedKeys {
        certificates = Set.copyOf(certificates);
    }

    /// Without a key store nobody is trusted.
    static TrustedKeys read(Optional<Path> keyStore, Optional<Path> passwordFile) throws PluginRefusedException {
        if (keyStore.isEmpty()) {
            return new TrustedKeys(Set.of());
        }
        var file = keyStore.orElseThrow();
        try {
            var password = passwordFile.isPresent()
                    ? Files.readString(passwordFile.orElseThrow()).strip().toCharArray()
                    : null;
            return new TrustedKeys(certificates(KeyStore.getInstance(file.toFile(), password)));
        } catch (IOException | GeneralSecurityException e) {
            throw new PluginRefusedException(
                    "key store " + file + " of global.plugins.keystore cannot be read: " + e.getMessage(), e);
        }
    }

    private static Set<X509Certificate> certificates(KeyStore store) throws GeneralSecurityException {
        var found = new HashSet<X509Certificate>();
        for (var alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }

    /// Whether one of them is the signer's own certificate, or its chain ends at one. `signed` is what a time
    /// stamp says; without one the certificates must be valid now.
    boolean vouchFor(List<X509Certificate> chain, Optional<Instant> signed) {
        var at = Date.from(signed.orElseGet(Instant::now));
        try {
            if (certificates.contains(chain.getFirst())) {
                chain.getFirst().checkValidity(at);
                return true;
            }
            if (certificates.isEmpty()) {
                return false;
            }
            var anchors = new HashSet<TrustAnchor>();
            certificates.forEach(one -> anchors.add(new TrustAnchor(one, null)));
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false); // the operator revokes by taking it out of the store
            parameters.setDate(at);
            var below =
                    chain.stream().takeWhile(one -> !certificates.contains(one)).toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
