// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.Set;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective.Origin;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// What the YAML library's nodes mean here.
final class Nodes {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private Nodes() {}

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && NULLS.contains(scalar.getValue());
    }

    static Scalar scalar(ScalarNode node) {
        if (isNull(node)) {
            return new Scalar("", Style.NULL);
        }
        return new Scalar(node.getValue(), node.getScalarStyle() == ScalarStyle.PLAIN ? Style.PLAIN : Style.QUOTED);
    }

    static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case ScalarNode _ -> "a single value";
            default -> "a list";
        };
    }

    static Origin origin(Node node) {
        var mark = node.getStartMark();
        return new Origin(
                mark.map(Mark::getName).orElse(""), mark.map(Mark::getLine).orElse(-1) + 1);
    }

    static Problem problem(Node at, String key, String message) {
        var mark = at.getStartMark();
        return new Problem(
                mark.map(Mark::getName).orElse(""),
                mark.map(Mark::getLine).orElse(-1) + 1,
                mark.map(Mark::getColumn).orElse(-1) + 1,
                key,
                message);
    }
}
