// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Section.Style;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The keys of a mapping, none of them twice.
final class Keys {
    private static final String MERGE = "<<";

    private Keys() {}

    /// Of an object, where merging would hide what is missing.
    static Map<String, Node> of(MappingNode mapping, String path) throws ConfigException {
        return read(mapping, path, false);
    }

    /// Where a key itself stands.
    static Optional<Node> place(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(node ->
                        node instanceof ScalarNode scalar && scalar.getValue().equals(key))
                .findFirst();
    }

    /// Of a free-form map, with the keys of `<<`.
    static Map<String, Node> merged(MappingNode mapping, String path) throws ConfigException {
        return read(mapping, path, true);
    }

    private static Map<String, Node> read(MappingNode mapping, String path, boolean merge) throws ConfigException {
        var valueByKey = new LinkedHashMap<String, Node>();
        var problems = new ArrayList<Problem>();
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(Nodes.problem(tuple.getKeyNode(), path, "a key must be a single value"));
            } else if (key.getValue().equals(MERGE) && Nodes.scalar(key).style() == Style.PLAIN) {
                merge(tuple.getValueNode(), path, merge, valueByKey, problems);
            } else if (valueByKey.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problems.add(Nodes.problem(key, path, "key " + key.getValue() + " is there twice"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return valueByKey;
    }

    private static void merge(
            Node from, String path, boolean allowed, Map<String, Node> valueByKey, List<Problem> problems)
            throws ConfigException {
        if (!allowed) {
            problems.add(Nodes.problem(from, path, "merging with << works in free-form maps only; write the keys out"));
            return;
        }
        var sources = from instanceof SequenceNode list ? list.getValue() : List.of(from);
        for (var source : sources) {
            if (!(source instanceof MappingNode mapping) || source.isRecursive()) {
                problems.add(Nodes.problem(source, path, "<< takes another mapping, not " + Nodes.kind(source)));
                continue;
            }
            for (var entry : merged(mapping, path).entrySet()) {
                if (valueByKey.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                    problems.add(Nodes.problem(from, path, "key " + entry.getKey() + " is there twice, by <<"));
                }
            }
        }
    }
}
