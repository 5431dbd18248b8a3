// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;

/// Sections as a configuration has them.
final class Yaml {
    private Yaml() {}

    static Section section(String yaml) throws ConfigException {
        return Sections.of(new YamlConfigurationReader(), yaml);
    }
}
