// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A copy of the plug-in store for a command that must not change it.
record ScratchCopy(Path folder) implements Closeable {
    static ScratchCopy of(Path store) throws IOException {
        var folder = Files.createTempDirectory("jzrepl-plugins");
        if (Files.isDirectory(store)) {
            try (var files = Files.list(store)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        return new ScratchCopy(folder);
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
