// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.nio.file.Path;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.config.Section;
import org.osgi.service.component.annotations.Component;

/// Reads a YAML file with what it includes.
@Component
public final class YamlConfigurationReader implements ConfigurationReader {
    @Override
    public Section read(Path file) throws ConfigException {
        var document = YamlDocument.read(file);
        return YamlSection.root(file.toString(), new Includes(file, document).merged());
    }
}
