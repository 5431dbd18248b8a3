// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A certificate authority in a folder, and what it issues; made by openssl.
public final class Authority {
    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    private final Path folder;
    private final String name;

    private Authority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /// PEM files of a certificate and of its key.
    public record Issued(Path cert, Path key) {}

    /// What a certificate is to say. `sans` are written as openssl has them: `DNS:backup`, `IP:127.0.0.1`. An
    /// empty usage sets no restriction, otherwise `clientAuth` or `serverAuth`.
    public record Wish(String cn, List<String> sans, int days, String usage, List<String> key) {
        public Wish {
            sans = List.copyOf(sans);
            key = List.copyOf(key);
        }

        public static Wish of(String cn) {
            return new Wish(cn, List.of("DNS:" + cn), 90, "", EC);
        }

        public Wish sans(String... names) {
            return new Wish(cn, List.of(names), days, usage, key);
        }

        /// Negative: expired since then.
        public Wish days(int from) {
            return new Wish(cn, sans, from, usage, key);
        }

        public Wish usage(String only) {
            return new Wish(cn, sans, days, only, key);
        }

        public Wish rsa() {
            return key("-newkey", "rsa:2048");
        }

        /// Options of openssl that make the key.
        public Wish key(String... options) {
            return new Wish(cn, sans, days, usage, List.of(options));
        }

        private String extensions() {
            return "basicConstraints=CA:FALSE\n"
                    + (sans.isEmpty() ? "" : "subjectAltName=" + String.join(",", sans) + "\n")
                    + (usage.isEmpty() ? "" : "extendedKeyUsage=" + usage + "\n");
        }
    }

    /// A new authority; its files are kept in `folder`.
    public static Authority create(Path folder, String name) throws IOException, InterruptedException {
        return new Authority(folder, name).signItself();
    }

    private Authority signItself() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "3650"));
        command.addAll(EC);
        command.addAll(List.of(
                "-subj",
                "/CN=" + name,
                "-keyout",
                key().toString(),
                "-out",
                certificate().toString()));
        command.addAll(List.of("-addext", "keyUsage=critical,keyCertSign"));
        openssl(command);
        return this;
    }

    public Path certificate() {
        return folder.resolve(name + ".crt");
    }

    private Path key() {
        return folder.resolve(name + ".key");
    }

    public Issued issue(String cn) throws IOException, InterruptedException {
        return issue(cn, Wish.of(cn));
    }

    /// In files named `file`, in place of what is there.
    public Issued issue(String file, Wish wish) throws IOException, InterruptedException {
        return signed(
                folder,
                file,
                wish,
                List.of("-CA", certificate().toString(), "-CAkey", key().toString(), "-CAcreateserial"));
    }

    /// A certificate that vouches for itself.
    public static Issued selfSigned(Path folder, Wish wish) throws IOException, InterruptedException {
        var key = folder.resolve(wish.cn() + ".key");
        return signed(folder, wish.cn(), wish, List.of("-signkey", key.toString()));
    }

    private static Issued signed(Path folder, String file, Wish wish, List<String> signer)
            throws IOException, InterruptedException {
        var issued = new Issued(folder.resolve(file + ".crt"), folder.resolve(file + ".key"));
        var request = folder.resolve(file + ".csr").toString();
        var command = new ArrayList<>(List.of("openssl", "req", "-new", "-nodes", "-out", request));
        command.addAll(wish.key());
        command.addAll(
                List.of("-subj", "/CN=" + wish.cn(), "-keyout", issued.key().toString()));
        openssl(command);
        sign(request, issued.cert(), wish, signer);
        return issued;
    }

    private static void sign(String request, Path certificate, Wish wish, List<String> signer)
            throws IOException, InterruptedException {
        var extensions = Files.writeString(certificate.resolveSibling("extensions"), wish.extensions());
        var command = new ArrayList<>(List.of("openssl", "x509", "-req", "-in", request));
        command.addAll(List.of("-out", certificate.toString(), "-days", Integer.toString(wish.days())));
        command.addAll(List.of("-extfile", extensions.toString()));
        command.addAll(signer);
        openssl(command);
    }

    /// Runs openssl, for what is not offered here.
    public static void openssl(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("certificates for tests are made by openssl: install the package openssl", e);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }
}
