// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jzrepl.plugins.guest.Good;

/// Builds a small bundle.
final class BundleJar {
    /// The plug-in that most tests are about.
    static final String NAME = "com.acme.month";

    private final Manifest manifest = new Manifest();
    private String text = "";

    BundleJar(String name, String version) {
        header("Manifest-Version", "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", version);
    }

    /// One that starts and supplies what it announces.
    static BundleJar good(String version) {
        return new BundleJar(NAME, version).activator(Good.class).announcesMonth();
    }

    BundleJar header(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
        return this;
    }

    BundleJar without(String name) {
        manifest.getMainAttributes().remove(new Attributes.Name(name));
        return this;
    }

    /// Makes the content differ.
    BundleJar text(String now) {
        text = now;
        return this;
    }

    BundleJar activator(Class<?> type) {
        header("Import-Package", "org.osgi.framework");
        return header("Bundle-Activator", type.getName());
    }

    BundleJar announcesMonth() {
        return header("Provide-Capability", "jzrepl.supplier;kind=keep;type:List<String>=month");
    }

    Path write(Path file) {
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            put(out, "text", text.getBytes(StandardCharsets.UTF_8));
            var activator = manifest.getMainAttributes().getValue("Bundle-Activator");
            if (activator != null) {
                var path = activator.replace('.', '/') + ".class";
                try (var in = BundleJar.class.getResourceAsStream("/" + path)) {
                    put(out, path, in.readAllBytes());
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
