// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;

/// Sections as a configuration file has them.
final class Yaml {
    private Yaml() {}

    static Section section(String yaml) throws ConfigException {
        return Sections.of(new YamlConfigurationReader(), yaml);
    }
}
