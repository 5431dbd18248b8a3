// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Effective;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A configuration file that says all that is in effect; explained, with the origin of each value behind it.
final class YamlText {
    /// Texts that no reader of YAML, of whatever version, takes for anything else.
    private static final Pattern UNMISTAKABLE =
            Pattern.compile("(?!(?i:y|yes|n|no|on|off|true|false|null)\\z)[A-Za-z/][A-Za-z0-9_./-]*|[0-9]+[a-z]+");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDumpComments(true)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .build();

    private final boolean explained;

    private YamlText(boolean explained) {
        this.explained = explained;
    }

    static String of(Effective.Mapping configuration, boolean explained) {
        var node = new YamlText(explained).node(configuration);
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(node).iterator());
    }

    private Node node(Effective value) {
        return switch (value) {
            case Effective.Mapping(var entries) -> {
                var tuples = new ArrayList<NodeTuple>();
                entries.forEach((key, one) -> tuples.add(new NodeTuple(text(key), node(one))));
                yield new MappingNode(Tag.MAP, tuples, style(tuples));
            }
            case Effective.Listing(var entries) -> {
                var nodes = entries.stream().map(this::node).toList();
                yield new SequenceNode(Tag.SEQ, nodes, style(nodes));
            }
            case Effective.Value one -> scalar(one);
        };
    }

    private Node scalar(Effective.Value value) {
        var node = switch (value.value()) {
            case Boolean _ -> new ScalarNode(Tag.BOOL, value.text(), ScalarStyle.PLAIN);
            case Number _ -> new ScalarNode(Tag.INT, value.text(), ScalarStyle.PLAIN);
            default -> text(value.text());
        };
        if (explained) {
            var comment =
                    new CommentLine(Optional.empty(), Optional.empty(), " " + value.origin(), CommentType.IN_LINE);
            node.setInLineComments(List.of(comment));
        }
        return node;
    }

    private static ScalarNode text(String text) {
        boolean plain = UNMISTAKABLE.matcher(text).matches();
        return new ScalarNode(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static FlowStyle style(List<?> entries) {
        return entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }
}
