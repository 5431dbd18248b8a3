// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.pruning.KeepGfsFactory;
import org.jzrepl.pruning.KeepGridFactory;
import org.jzrepl.pruning.KeepLastNFactory;
import org.jzrepl.pruning.KeepMatchingFactory;
import org.jzrepl.pruning.KeepNotReplicatedFactory;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestSuppliers;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/// Parts of jobs as the product makes them of a configuration.
final class Configured {
    private Configured() {}

    static Section section(String yaml) throws ConfigException {
        return Sections.of(new YamlConfigurationReader(), yaml);
    }

    static TestSuppliers suppliers() throws ConfigException {
        return new TestSuppliers(section("{}"))
                .put(KeepRuleFactory.class, "grid", new KeepGridFactory())
                .put(KeepRuleFactory.class, "gfs", new KeepGfsFactory())
                .put(KeepRuleFactory.class, "last_n", new KeepLastNFactory())
                .put(KeepRuleFactory.class, "regex", new KeepMatchingFactory())
                .put(KeepRuleFactory.class, "not_replicated", new KeepNotReplicatedFactory());
    }

    /// The rules of the list `keep`, written in YAML.
    static KeepRules rules(String list) throws ConfigException {
        return KeepRules.read(section("keep: " + list), "keep", true, suppliers());
    }

    /// The same for a list as it was read; an empty one, which no file may have, is no rule at all.
    static KeepRules rules(List<?> list) throws ConfigException {
        if (list.isEmpty()) {
            return new KeepRules("keep", List.of());
        }
        var text = new Dump(DumpSettings.builder().build()).dumpToString(Map.of("keep", list));
        return KeepRules.read(section(text), "keep", true, suppliers());
    }
}
