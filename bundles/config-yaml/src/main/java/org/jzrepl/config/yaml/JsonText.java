// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.Effective;

/// JSON, indented by two; durations and sizes as a configuration file writes them.
final class JsonText {
    private JsonText() {}

    static String of(Effective.Mapping configuration) {
        return text(configuration, "\n") + "\n";
    }

    private static String text(Effective value, String newline) {
        return switch (value) {
            case Effective.Mapping(var entries) -> {
                var lines = new ArrayList<String>();
                entries.forEach((key, one) -> lines.add(string(key) + ": " + text(one, newline + "  ")));
                yield block("{", lines, "}", newline);
            }
            case Effective.Listing(var entries) ->
                block(
                        "[",
                        entries.stream().map(one -> text(one, newline + "  ")).toList(),
                        "]",
                        newline);
            case Effective.Value(var one, var _, var _)
            when one instanceof Boolean || one instanceof Number -> one.toString();
            case Effective.Value(var _, var text, var _) -> string(text);
        };
    }

    private static String block(String open, List<String> lines, String close, String newline) {
        return lines.isEmpty()
                ? open + close
                : open + newline + "  " + String.join("," + newline + "  ", lines) + newline + close;
    }

    private static String string(String value) {
        var text = new StringBuilder("\"");
        value.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
            } else if (character < ' ') {
                text.append(String.format("\\u%04x", character));
            } else {
                text.append((char) character);
            }
        });
        return text.append('"').toString();
    }
}
