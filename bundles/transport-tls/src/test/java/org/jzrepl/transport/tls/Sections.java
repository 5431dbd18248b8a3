// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.config.yaml.YamlConfigurationReader;

/// Sections of a configuration, as YAML has them.
final class Sections {
    private Sections() {}

    static Section parse(String yaml) throws IOException, ConfigException {
        var file = Files.createTempFile("section", ".yml");
        try {
            Files.writeString(file, yaml);
            return new YamlConfigurationReader().read(file).main();
        } finally {
            Files.delete(file);
        }
    }
}
