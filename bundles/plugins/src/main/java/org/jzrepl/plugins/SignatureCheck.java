// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jzrepl.api.control.PluginRefusedException;

/// Checks jarsigner's signature of every entry. Since the Security Manager is gone, no framework does so for us.
record SignatureCheck(TrustedKeys keys) {
    /// @throws PluginRefusedException if the content is not what was signed: nobody's yes helps there
    Signature of(Staged staged) throws PluginRefusedException {
        try (var jar = new JarFile(staged.file().toFile(), true)) {
            var entries = Collections.list(jar.entries()).stream()
                    .filter(entry -> !entry.isDirectory() && !isOfTheSignature(entry.getName()))
                    .toList();
            return verdict(staged.source(), signers(jar, entries));
        } catch (SecurityException | IOException e) {
            throw new PluginRefusedException(
                    staged.source() + " has a bad signature: " + e.getMessage() + "; get it anew", e);
        }
    }

    /// The signers of each entry; reading an entry to its end is what checks it.
    private static Set<Optional<CodeSigner>> signers(JarFile jar, List<JarEntry> entries) throws IOException {
        var signers = new HashSet<Optional<CodeSigner>>();
        for (var entry : entries) {
            try (var in = jar.getInputStream(entry)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            var of = Optional.ofNullable(entry.getCodeSigners());
            signers.add(of.filter(found -> found.length > 0).map(found -> found[0]));
        }
        return signers;
    }

    private Signature verdict(String source, Set<Optional<CodeSigner>> signers) throws PluginRefusedException {
        if (signers.stream().allMatch(Optional::isEmpty)) {
            return Signature.NONE;
        }
        if (signers.size() > 1) {
            throw new PluginRefusedException(
                    source + " has a bad signature: some of its entries are not signed, or by another; get it anew");
        }
        var signer = signers.iterator().next().orElseThrow();
        var certificates = signer.getSignerCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList();
        var name = certificates.getFirst().getSubjectX500Principal().getName();
        var at = Optional.ofNullable(signer.getTimestamp())
                .map(stamp -> stamp.getTimestamp().toInstant());
        return new Signature(name, keys.vouchFor(certificates, at));
    }

    private static boolean isOfTheSignature(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return upper.equals(JarFile.MANIFEST_NAME)
                || upper.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)|META-INF/SIG-[^/]*");
    }

    /// For doctors: the keys can be read.
    static SignatureCheck with(Optional<Path> keyStore, Optional<Path> passwordFile) throws PluginRefusedException {
        return new SignatureCheck(TrustedKeys.read(keyStore, passwordFile));
    }
}
