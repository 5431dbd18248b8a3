// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.nio.file.Path;
import java.util.Set;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.osgi.service.component.annotations.Component;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a YAML file with what it includes.
@Component
public final class YamlConfigurationReader implements ConfigurationReader {
    /// Sections outlive this bundle: suppliers that come after its update make components anew of them.
    /// Naming the classes loads them, which the bundle cannot do any more when it has gone.
    private static final Set<Class<?>> USED_BY_SECTIONS = Set.of(
            YamlSection.class,
            Readings.class,
            Keys.class,
            Nodes.class,
            Spelling.class,
            MappingNode.class,
            SequenceNode.class,
            ScalarNode.class,
            NodeTuple.class,
            ScalarStyle.class,
            Mark.class);

    @Override
    public Files read(Path file) throws ConfigException {
        var document = YamlDocument.read(file);
        var includes = new Includes(file, document);
        var jobs = includes.merged();
        return new Files(YamlSection.root(file.toString(), jobs), includes.globals());
    }
}
