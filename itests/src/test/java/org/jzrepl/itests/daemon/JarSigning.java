// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/// Somebody who signs jars, with a key and a certificate of his own.
record JarSigning(String name, PrivateKeyEntry key) {
    private static final char[] PASSWORD = "secret".toCharArray();

    /// Makes a key in `folder`, and a certificate of that name.
    static JarSigning as(String name, Path folder) throws Exception {
        var store = folder.resolve(name + ".p12");
        var keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        var process = new ProcessBuilder(keytool).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new JarSigning(name, (PrivateKeyEntry) keys.getEntry(name, new PasswordProtection(PASSWORD)));
    }

    /// What an operator who trusts him keeps in `folder`, as keys of `global.plugins`.
    String trusted(Path folder) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry(name, key.getCertificate());
        var file = folder.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        var password = Files.writeString(folder.resolve("trusted.password"), new String(PASSWORD));
        return "keystore: '" + file + "', keystore_password_file: '" + password + "'";
    }

    /// A copy that is signed.
    Path sign(Path jar) throws IOException {
        var signed = jar.resolveSibling(name + "-" + jar.getFileName());
        try (var in = new ZipFile(jar.toFile());
                var out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key).build().sign(in, out);
        }
        return signed;
    }

    /// A copy with one file changed and the signature as it was.
    static Path tamper(Path jar, String entry) throws IOException {
        var changed = Files.copy(jar, jar.resolveSibling("tampered-" + jar.getFileName()));
        try (var files = FileSystems.newFileSystem(changed)) {
            Files.writeString(files.getPath(entry), "something else");
        }
        return changed;
    }
}
