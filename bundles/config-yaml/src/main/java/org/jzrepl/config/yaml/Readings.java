// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.Section;

/// What a section gave out, in the order in which it was asked for. Sections below are asked when somebody wants
/// to know, since they are read later than handed out.
final class Readings {
    private final Map<String, Supplier<Effective>> valueByKey = new LinkedHashMap<>();

    void value(String key, Effective value) {
        valueByKey.put(key, () -> value);
    }

    YamlSection section(String key, YamlSection below) {
        if (!key.isEmpty()) {
            valueByKey.put(key, below::effective);
        }
        return below;
    }

    List<Section> sections(String key, List<? extends Section> below) {
        var fixed = List.<Section>copyOf(below);
        valueByKey.put(
                key,
                () -> new Effective.Listing(
                        fixed.stream().<Effective>map(Section::effective).toList()));
        return fixed;
    }

    Effective.Mapping effective() {
        var values = new LinkedHashMap<String, Effective>();
        valueByKey.forEach((key, value) -> values.put(key, value.get()));
        return new Effective.Mapping(values);
    }
}
