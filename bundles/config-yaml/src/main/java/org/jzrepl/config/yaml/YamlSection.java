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
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of a YAML file. Remembers which keys were asked for, and what they yielded.
final class YamlSection implements Section {
    private final String path;
    private final Problem place; // where errors about the section as a whole are
    private final Optional<MappingNode> node;
    private final Map<String, Node> valueByKey;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Readings readings = new Readings();

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
        return read(key, value.orElseThrow(), parser);
    }

    @Override
    public <T> T optional(String key, Parser<T> parser, T otherwise) throws ConfigException {
        var value = value(key);
        if (value.isPresent()) {
            return read(key, value.orElseThrow(), parser);
        }
        if (!Effective.isAbsent(otherwise)) {
            readings.value(key, Effective.Value.byDefault(otherwise, parser.text(otherwise)));
        }
        return otherwise;
    }

    @Override
    public <T> List<T> list(String key, Parser<T> parser) throws ConfigException {
        var entries = entries(key);
        var parsed = new ArrayList<T>();
        var seen = new ArrayList<Effective>();
        var problems = new Problems();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var name = key + "[" + i + "]";
            problems.check(() -> {
                var value = parse(name, entry, parser);
                parsed.add(value);
                seen.add(written(value, entry, parser));
            });
        }
        problems.throwIfAny();
        readings.value(key, new Effective.Listing(seen));
        return List.copyOf(parsed);
    }

    @Override
    public <T> Map<String, T> map(String key, Parser<T> parser) throws ConfigException {
        var value = value(key).filter(there -> !Nodes.isNull(there));
        if (value.isEmpty()) {
            readings.value(key, Effective.Mapping.EMPTY);
            return Map.of();
        }
        if (!(value.orElseThrow() instanceof MappingNode mapping)) {
            throw wrong(key, "must be a mapping, not " + Nodes.kind(value.orElseThrow()));
        }
        var parsed = new LinkedHashMap<String, T>();
        var seen = new LinkedHashMap<String, Effective>();
        var problems = new Problems();
        for (var entry : Keys.merged(mapping, at(key)).entrySet()) {
            var name = key + "[\"" + entry.getKey() + "\"]";
            problems.check(() -> {
                var one = parse(name, entry.getValue(), parser);
                parsed.put(entry.getKey(), one);
                seen.put(entry.getKey(), written(one, entry.getValue(), parser));
            });
        }
        problems.throwIfAny();
        readings.value(key, new Effective.Mapping(seen));
        return Collections.unmodifiableMap(parsed);
    }

    @Override
    public Section section(String key) throws ConfigException {
        var value = value(key).filter(there -> !Nodes.isNull(there));
        if (value.isEmpty()) {
            return readings.section(key, new YamlSection(at(key), place(key), Optional.empty()));
        }
        if (value.orElseThrow() instanceof MappingNode mapping) {
            return readings.section(key, of(at(key), mapping));
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
        return readings.sections(key, sections);
    }

    @Override
    public boolean has(String key) {
        return valueByKey.containsKey(key) && !Nodes.isNull(valueByKey.get(key));
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
                unknown.add(unknown(key));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ConfigException(unknown);
        }
    }

    @Override
    public Effective.Mapping effective() {
        return readings.effective();
    }

    private Problem unknown(String key) {
        var message = "unknown key" + suggestion(key);
        return node.flatMap(mapping -> Keys.place(mapping, key))
                .map(there -> Nodes.problem(there, at(key), message))
                .orElseGet(() -> new Problem(place.file(), place.line(), place.column(), at(key), message));
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

    private <T> T read(String key, Node node, Parser<T> parser) throws ConfigException {
        var value = parse(key, node, parser);
        readings.value(key, written(value, node, parser));
        return value;
    }

    private static <T> Effective.Value written(T value, Node node, Parser<T> parser) {
        var text = Nodes.isNull(node) ? parser.text(value) : ((ScalarNode) node).getValue();
        var shown = parser.shown(text);
        return shown.equals(text)
                ? Effective.Value.written(value, text, Nodes.origin(node))
                : Effective.Value.secret(text, shown, Nodes.origin(node));
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
}
