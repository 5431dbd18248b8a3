// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of a YAML file. Remembers which keys were asked for, and what they yielded.
final class YamlSection implements Section {
    private static final String MERGE = "<<";

    private final String path;
    private final Problem place; // where errors about the section as a whole are
    private final Optional<MappingNode> node;
    private final Map<String, Node> valueByKey;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlSection(String path, Problem place, Optional<MappingNode> node) throws ConfigException {
        this.path = path;
        this.place = place;
        this.node = node;
        this.valueByKey = node.isPresent() ? Keys.of(node.orElseThrow(), path) : Map.of();
    }

    static YamlSection root(String file, Optional<MappingNode> document) throws ConfigException {
        return new YamlSection("", new Problem(file, 1, 1, "", ""), document);
    }

    private static YamlSection of(String path, MappingNode node) throws ConfigException {
        return new YamlSection(path, Nodes.problem(node, path, ""), Optional.of(node));
    }

    @Override
    public <T> T required(String key, Parser<T> parser) throws ConfigException {
        var value = value(key);
        if (value.isEmpty()) {
            throw wrong(key, "is missing");
        }
        if (value.filter(there -> Nodes.isNull(there) || isEmptyText(there)).isPresent()) {
            throw wrong(key, "must not be empty");
        }
        return parse(key, value.orElseThrow(), parser);
    }

    @Override
    public <T> T optional(String key, Parser<T> parser, T otherwise) throws ConfigException {
        var value = value(key);
        return value.isPresent() ? parse(key, value.orElseThrow(), parser) : otherwise;
    }

    @Override
    public <T> List<T> list(String key, Parser<T> parser) throws ConfigException {
        var entries = entries(key);
        var parsed = new ArrayList<T>();
        var problems = new Problems();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var name = key + "[" + i + "]";
            problems.check(() -> parsed.add(parse(name, entry, parser)));
        }
        problems.throwIfAny();
        return List.copyOf(parsed);
    }

    @Override
    public <T> Map<String, T> map(String key, Parser<T> parser) throws ConfigException {
        var value = value(key).filter(there -> !Nodes.isNull(there));
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.orElseThrow() instanceof MappingNode mapping)) {
            throw wrong(key, "must be a mapping, not " + Nodes.kind(value.orElseThrow()));
        }
        var parsed = new LinkedHashMap<String, T>();
        var problems = new Problems();
        for (var entry : Keys.merged(mapping, at(key)).entrySet()) {
            var name = key + "[\"" + entry.getKey() + "\"]";
            problems.check(() -> parsed.put(entry.getKey(), parse(name, entry.getValue(), parser)));
        }
        problems.throwIfAny();
        return Collections.unmodifiableMap(parsed);
    }

    @Override
    public Section section(String key) throws ConfigException {
        var value = value(key).filter(there -> !Nodes.isNull(there));
        if (value.isEmpty()) {
            return new YamlSection(at(key), place(key), Optional.empty());
        }
        if (value.orElseThrow() instanceof MappingNode mapping) {
            return of(at(key), mapping);
        }
        throw wrong(key, "must be a mapping, not " + Nodes.kind(value.orElseThrow()));
    }

    @Override
    public List<Section> sections(String key) throws ConfigException {
        var entries = entries(key);
        var sections = new ArrayList<Section>();
        var problems = new Problems();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var name = at(key) + "[" + i + "]";
            if (entry instanceof MappingNode mapping) {
                problems.check(() -> sections.add(of(name, mapping)));
            } else {
                problems.check(() -> {
                    throw new ConfigException(List.of(Nodes.problem(
                            entry,
                            name,
                            "must be a mapping, not " + (Nodes.isNull(entry) ? "null" : Nodes.kind(entry)))));
                });
            }
        }
        problems.throwIfAny();
        return List.copyOf(sections);
    }

    @Override
    public boolean has(String key) {
        return valueByKey.containsKey(key);
    }

    @Override
    public Section unread() {
        try {
            return new YamlSection(path, place, node);
        } catch (ConfigException e) {
            throw new IllegalStateException("a section that was read cannot be read again", e);
        }
    }

    @Override
    public ConfigException wrong(String key, String why) {
        var at = place(key);
        return new ConfigException(
                List.of(new Problem(at.file(), at.line(), at.column(), key.isEmpty() ? path : at(key), why)));
    }

    @Override
    public void done() throws ConfigException {
        var unknown = new ArrayList<Problem>();
        for (var key : valueByKey.keySet()) {
            if (!asked.contains(key)) {
                unknown.addAll(wrong(key, "unknown key" + suggestion(key)).problems());
            }
        }
        if (!unknown.isEmpty()) {
            throw new ConfigException(unknown);
        }
    }

    private String suggestion(String key) {
        var known = new TreeSet<>(asked);
        known.remove("");
        var near = known.stream().filter(one -> Spelling.isNear(one, key)).findFirst();
        return near.map(one -> "; did you mean " + one + "?")
                .orElseGet(() -> known.isEmpty() ? "" : "; known here: " + String.join(", ", known));
    }

    private Optional<Node> value(String key) {
        asked.add(key);
        return Optional.ofNullable(valueByKey.get(key));
    }

    private List<Node> entries(String key) throws ConfigException {
        var value = value(key).filter(there -> !Nodes.isNull(there));
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.orElseThrow() instanceof SequenceNode list) {
            return list.getValue();
        }
        throw wrong(key, "must be a list, not " + Nodes.kind(value.orElseThrow()));
    }

    private <T> T parse(String key, Node value, Parser<T> parser) throws ConfigException {
        if (!(value instanceof ScalarNode scalar)) {
            throw new ConfigException(
                    List.of(Nodes.problem(value, at(key), "must be a single value, not " + Nodes.kind(value))));
        }
        try {
            return parser.parse(Nodes.scalar(scalar));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(Nodes.problem(value, at(key), e.getMessage())));
        }
    }

    private Problem place(String key) {
        var value = Optional.ofNullable(valueByKey.get(key));
        return value.filter(there -> there.getStartMark().isPresent())
                .map(there -> Nodes.problem(there, at(key), ""))
                .orElse(place);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isEmptyText(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    /// The keys of a mapping, none of them twice.
    private static final class Keys {
        private Keys() {}

        /// Of an object, where merging would hide what is missing.
        static Map<String, Node> of(MappingNode mapping, String path) throws ConfigException {
            return read(mapping, path, false);
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
                problems.add(
                        Nodes.problem(from, path, "merging with << works in free-form maps only; write the keys out"));
                return;
            }
            var sources = from instanceof SequenceNode list ? list.getValue() : List.of(from);
            for (var source : sources) {
                if (!(source instanceof MappingNode mapping)) {
                    problems.add(Nodes.problem(source, path, "<< takes a mapping, not " + Nodes.kind(source)));
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
}
