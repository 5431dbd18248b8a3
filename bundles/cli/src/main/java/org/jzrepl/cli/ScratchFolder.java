// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A private folder that goes when the demonstration ends.
record ScratchFolder(Path path) implements Closeable {
    ScratchFolder() throws IOException {
        this(Files.createTempDirectory("jzrepl-demo-"));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
