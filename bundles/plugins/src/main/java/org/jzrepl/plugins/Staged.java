// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jzrepl.api.control.PluginRefusedException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/// A private copy of what was offered: from here on nobody else can change it.
///
/// @param source where it came from, in the operator's words
record Staged(Path file, String source, String sha256, PluginId id) {
    /// Reads what kind of bundle it is.
    static Staged of(Path file, String source) throws PluginRefusedException {
        try (var jar = new JarFile(file.toFile(), false)) {
            var manifest = Optional.ofNullable(jar.getManifest());
            return new Staged(file, source, sha256(file), id(manifest, source));
        } catch (IOException e) {
            throw new PluginRefusedException(source + " is no jar file: " + e.getMessage(), e);
        }
    }

    private static PluginId id(Optional<Manifest> manifest, String source) throws PluginRefusedException {
        var name = header(manifest, Constants.BUNDLE_SYMBOLICNAME).map(value -> value.split(";")[0].strip());
        if (name.isEmpty()
                || !header(manifest, Constants.BUNDLE_MANIFESTVERSION).equals(Optional.of("2"))) {
            throw new PluginRefusedException(
                    source + " is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it as one");
        }
        if (header(manifest, Constants.FRAGMENT_HOST).isPresent()) {
            throw new PluginRefusedException(
                    source + " is a fragment, which would change another bundle: build it as a bundle of its own");
        }
        try {
            var version = header(manifest, Constants.BUNDLE_VERSION).orElse("0");
            return new PluginId(name.orElseThrow(), Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            throw new PluginRefusedException(source + " has a wrong Bundle-Version: " + e.getMessage(), e);
        }
    }

    private static Optional<String> header(Optional<Manifest> manifest, String name) {
        return manifest.map(found -> found.getMainAttributes().getValue(name));
    }

    static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("this Java has no SHA-256", e));
        }
    }
}
