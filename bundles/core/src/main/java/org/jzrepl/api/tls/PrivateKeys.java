// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/// The private key of a PEM file: PKCS#8, and the older PKCS#1 (RSA) and SEC1 (EC), whatever the label calls it.
final class PrivateKeys {
    private static final int LARGEST_CURVE = 384;
    private static final byte[] PROBE = {1, 2, 3, 4};

    private PrivateKeys() {}

    /// The first key of the file; it must belong to `owner`.
    static PrivateKey read(String name, Path file, PublicKey owner) throws CredentialException {
        var pem = Pem.read(name, file);
        if (!isSupported(owner)) {
            throw pem.wrong("is of kind " + owner.getAlgorithm()
                    + ": supported are RSA, and EC with the curves P-256 and P-384");
        }
        var block = pem.blocks().stream()
                .filter(one -> one.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> pem.wrong("holds no private key in PEM form"));
        if (block.label().startsWith("ENCRYPTED") || block.headers().contains("ENCRYPTED")) {
            throw pem.wrong("is encrypted: store it without a passphrase, as openssl pkey writes it");
        }
        try {
            var key = parse(block.der(), owner);
            requirePair(pem, key, owner);
            return key;
        } catch (GeneralSecurityException e) {
            throw new CredentialException(
                    name, file + " holds no key of the certificate's kind, " + owner.getAlgorithm(), e);
        }
    }

    /// What both TLS libraries can do.
    private static boolean isSupported(PublicKey key) {
        return key instanceof RSAPublicKey
                || key instanceof ECPublicKey curve
                        && curve.getParams().getOrder().bitLength() <= LARGEST_CURVE;
    }

    /// The older forms are the inside of PKCS#8; what is around it names the kind of key, as the certificate
    /// does.
    private static PrivateKey parse(byte[] der, PublicKey owner) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance(owner.getAlgorithm());
        try {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            var wrapped = Der.sequence(Der.integer(0), Der.firstOfSequence(owner.getEncoded()), Der.octets(der));
            return factory.generatePrivate(new PKCS8EncodedKeySpec(wrapped));
        }
    }

    private static void requirePair(Pem pem, PrivateKey key, PublicKey owner)
            throws GeneralSecurityException, CredentialException {
        var signature = Signature.getInstance(owner.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(key);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(owner);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw pem.wrong("does not belong to the certificate");
        }
    }
}
