// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import org.jzrepl.api.config.ConfigurationWriter;
import org.jzrepl.api.config.Effective;
import org.osgi.service.component.annotations.Component;

/// Writes an effective configuration as YAML and its relatives.
@Component
public final class YamlConfigurationWriter implements ConfigurationWriter {
    @Override
    public String write(Effective.Mapping configuration, Form form, boolean explained) {
        return switch (form) {
            case PRETTY -> PrettyText.of(configuration, explained);
            case YAML -> YamlText.of(configuration, explained);
            case JSON -> JsonText.of(configuration);
        };
    }
}
