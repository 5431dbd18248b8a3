// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Appends the jobs of the included files (`configuration.md` 1.4). Relative entries are relative to the main
/// file. Used by one thread, once.
final class Includes {
    private static final String KEY = "include";
    private static final String JOBS = "jobs";

    private final Path main;
    private final Optional<MappingNode> document;
    private final List<Section> globals = new ArrayList<>();

    Includes(Path main, Optional<MappingNode> document) {
        this.main = main;
        this.document = document;
    }

    /// The main document without `include` and with the jobs of all files.
    Optional<MappingNode> merged() throws ConfigException {
        if (document.isEmpty()) {
            return document;
        }
        var problems = new Problems();
        var section = YamlSection.root(main.toString(), document);
        var entries = section.list(KEY, Words::nonEmpty);
        var jobs = new ArrayList<Node>();
        problems.check(() -> jobs.addAll(jobs(document.orElseThrow())));
        for (var entry : entries) {
            for (var file : problems.attempt(() -> files(section, entry)).orElse(List.of())) {
                problems.check(() -> jobs.addAll(included(file)));
            }
        }
        problems.throwIfAny();
        return Optional.of(entries.isEmpty() ? without(KEY, document.orElseThrow()) : with(jobs));
    }

    /// What the included files say about `global`, once they are merged.
    List<Section> globals() {
        return globals;
    }

    private List<Path> files(YamlSection section, String entry) throws ConfigException {
        var path = main.toAbsolutePath().getParent().resolve(entry);
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.list(path)) {
                return all.filter(file -> file.getFileName().toString().endsWith(".yml"))
                        .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                        .toList();
            } catch (IOException e) {
                throw section.wrong(KEY, entry + " cannot be listed: " + e);
            }
        }
        if (!Files.isRegularFile(path)) {
            throw section.wrong(KEY, entry + " is neither a file nor a directory");
        }
        if (!entry.endsWith(".yml")) {
            throw section.wrong(KEY, entry + " does not end in .yml");
        }
        return List.of(path);
    }

    private List<Node> included(Path file) throws ConfigException {
        var document = YamlDocument.read(file);
        if (document.isEmpty()) {
            return List.of();
        }
        var section = YamlSection.root(file.toString(), document);
        if (!section.list(KEY, Words::text).isEmpty()) {
            throw section.wrong(KEY, "an included file cannot include others");
        }
        globals.add(section.section("global"));
        section.sections(JOBS);
        section.done();
        return jobs(document.orElseThrow());
    }

    /// What is no list is left to the section, which says so.
    private static List<Node> jobs(MappingNode document) throws ConfigException {
        return document.getValue().stream()
                .filter(tuple -> isKey(tuple, JOBS))
                .flatMap(tuple ->
                        tuple.getValueNode() instanceof SequenceNode list ? list.getValue().stream() : Stream.of())
                .toList();
    }

    private MappingNode with(List<Node> jobs) {
        var root = without(KEY, document.orElseThrow());
        var tuples = new ArrayList<>(without(JOBS, root).getValue());
        var list = new SequenceNode(Tag.SEQ, jobs, FlowStyle.BLOCK);
        tuples.add(
                new NodeTuple(new ScalarNode(Tag.STR, JOBS, org.snakeyaml.engine.v2.common.ScalarStyle.PLAIN), list));
        return copy(root, tuples);
    }

    private static MappingNode without(String key, MappingNode node) {
        return copy(
                node,
                node.getValue().stream().filter(tuple -> !isKey(tuple, key)).toList());
    }

    private static MappingNode copy(MappingNode node, List<NodeTuple> tuples) {
        return new MappingNode(
                node.getTag(), true, tuples, node.getFlowStyle(), node.getStartMark(), node.getEndMark());
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }
}
