// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The source tree that is built, and what was built in it.
public final class Tree {
    private Tree() {}

    public static Path root() {
        return Path.of(System.getProperty("jzrepl.tree", "..")).toAbsolutePath().normalize();
    }

    /// The product's folder.
    public static Path product() {
        try (var folders = Files.list(root().resolve("distribution/target"))) {
            return folders.filter(folder -> Files.isDirectory(folder)
                            && folder.getFileName().toString().startsWith("jzrepl-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the distribution is not built"));
        } catch (IOException e) {
            throw new IllegalStateException("the distribution is not built", e);
        }
    }
}
