// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
public record JarSigning(String name, PrivateKeyEntry key) {
    private static final String PASSWORD = "secret";

    /// What an operator keeps who trusts somebody: a certificate, and a file with the store's password.
    public record Trust(Path keystore, Path passwordFile) {}

    /// Makes a key in `folder`, and a certificate of that name.
    public static JarSigning as(String name, Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve(name + ".p12");
        makeKey(name, store);
        var password = PASSWORD.toCharArray();
        var keys = KeyStore.getInstance(store.toFile(), password);
        return new JarSigning(name, (PrivateKeyEntry) keys.getEntry(name, new PasswordProtection(password)));
    }

    /// By the JDK's tool: there is no API that makes certificates.
    private static void makeKey(String name, Path store) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(
                tool,
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
                PASSWORD,
                "-validity",
                "30");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no key of " + name + ": " + said);
        }
    }

    /// What an operator who trusts him keeps in `folder`.
    public Trust trusted(Path folder) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.toCharArray());
        store.setCertificateEntry(name, key.getCertificate());
        var file = folder.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new Trust(file, Files.writeString(folder.resolve("trusted.password"), PASSWORD + "\n"));
    }

    /// A copy that is signed.
    public Path sign(Path jar) throws IOException {
        var signed = jar.resolveSibling(name + "-" + jar.getFileName());
        try (var in = new ZipFile(jar.toFile());
                var out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key).build().sign(in, out);
        }
        return signed;
    }

    /// A copy with one file changed or added, and the signature as it was.
    public static Path tamper(Path jar, String entry) throws IOException {
        var changed = Files.copy(jar, jar.resolveSibling("tampered-" + jar.getFileName()));
        try (var files = FileSystems.newFileSystem(changed)) {
            var file = files.getPath("/").resolve(entry);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "something else");
        }
        return changed;
    }
}
