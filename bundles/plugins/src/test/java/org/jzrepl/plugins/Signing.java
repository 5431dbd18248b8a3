// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keys and signatures, made with the JDK's own tools as an author and an operator would.
record Signing(Path folder) {
    private static final String PASSWORD = "secret";

    /// A key store with one new key, for a self-signed certificate of that name.
    Path keys(String name) {
        var store = folder.resolve(name + ".p12");
        run(
                "keytool",
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
        return store;
    }

    /// What an operator keeps: that certificate, and a file with the password.
    Path trust(String name) {
        var certificate = folder.resolve(name + ".cer").toString();
        var trust = folder.resolve("trust-" + name + ".p12");
        run(
                "keytool",
                "-exportcert",
                "-alias",
                name,
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storepass",
                PASSWORD,
                "-file",
                certificate);
        run(
                "keytool",
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-keystore",
                trust.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                certificate);
        return trust;
    }

    Path passwordFile() {
        try {
            return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void sign(Path jar, String name) {
        run(
                "jarsigner",
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storepass",
                PASSWORD,
                jar.toString(),
                name);
    }

    private static void run(String tool, String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(tool + " failed: " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(tool + " cannot be run", e);
        }
    }
}
