// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.nio.file.Path;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.osgi.service.component.annotations.Component;

/// Reads a YAML file with what it includes.
@Component
public final class YamlConfigurationReader implements ConfigurationReader {
    @Override
    public Files read(Path file) throws ConfigException {
        var document = YamlDocument.read(file);
        var includes = new Includes(file, document);
        var jobs = includes.merged();
        return new Files(YamlSection.root(file.toString(), jobs), includes.globals());
    }
}
