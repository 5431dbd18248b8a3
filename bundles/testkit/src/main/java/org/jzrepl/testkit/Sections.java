// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.config.Section;

/// Sections for tests of what reads them.
public final class Sections {
    private Sections() {}

    /// The section that `yaml` describes.
    public static Section of(ConfigurationReader reader, String yaml) throws ConfigException {
        try {
            var file = Files.createTempFile("section", ".yml");
            try {
                Files.writeString(file, yaml);
                return reader.read(file).main();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file for a section cannot be used", e);
        }
    }
}
