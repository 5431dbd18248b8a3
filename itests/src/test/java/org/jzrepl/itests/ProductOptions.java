// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ops4j.pax.exam.Option;

/// What a container of Pax Exam starts with: the product's own bundle set, and JUnit.
final class ProductOptions {
    private static final int FIRST = 1;
    private static final int LATER = 4;

    private ProductOptions() {}

    static Option[] all() throws IOException {
        try (var jars = Files.list(Tree.product().resolve("bundles"))) {
            var product = jars.sorted().map(ProductOptions::started).toArray(Option[]::new);
            return new Option[] {junitBundles(), composite(product)};
        }
    }

    /// SLF4J comes from the logging bundle, before anybody asks for a logger.
    private static Option started(Path jar) {
        boolean isLogging = jar.getFileName().toString().startsWith("logging-1");
        return bundle(jar.toUri().toString()).startLevel(isLogging ? FIRST : LATER);
    }
}
