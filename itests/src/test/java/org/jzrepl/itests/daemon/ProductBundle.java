// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jzrepl.itests.Tree;

/// One of the product's own bundles, to be made anew under other versions.
public record ProductBundle(String name) {
    private static final Attributes.Name VERSION = new Attributes.Name("Bundle-Version");

    /// As operators name it.
    public String symbolicName() {
        return "org.jzrepl." + name;
    }

    /// How its copy of that version is called.
    public String file(String version) {
        return name + "-" + version + ".jar";
    }

    /// A copy that differs in nothing but its version.
    public Path as(String version, Path folder) throws IOException {
        var copy = folder.resolve(file(version));
        try (var original = new JarFile(file().toFile())) {
            var manifest = original.getManifest();
            manifest.getMainAttributes().put(VERSION, version);
            try (var out = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
                for (var entry : Collections.list(original.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        original.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
        return copy;
    }

    /// Where the product has it.
    public Path file() throws IOException {
        try (var files = Files.list(Tree.product().resolve("bundles"))) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the product has no bundle " + name));
        }
    }
}
