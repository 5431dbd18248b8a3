// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Certificates of a PEM file, in its order.
final class Certificates {
    private Certificates() {}

    /// @throws CredentialException if there is none
    static List<X509Certificate> read(String key, Path file) throws CredentialException {
        var pem = Pem.read(key, file);
        var certificates = new ArrayList<X509Certificate>();
        for (var block : pem.blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(parse(pem, block.der()));
            }
        }
        if (certificates.isEmpty()) {
            throw pem.wrong("holds no certificate in PEM form");
        }
        return certificates;
    }

    private static X509Certificate parse(Pem pem, byte[] der) throws CredentialException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw pem.wrong("holds a broken certificate: " + e.getMessage());
        }
    }
}
