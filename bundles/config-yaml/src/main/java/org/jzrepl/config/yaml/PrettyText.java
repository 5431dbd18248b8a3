// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.Effective;

/// A line for each value: its path, the value, and where it came from, in columns.
final class PrettyText {
    private final List<Row> rows = new ArrayList<>();

    private PrettyText() {}

    private record Row(String path, String value, String origin) {}

    static String of(Effective.Mapping configuration, boolean explained) {
        var text = new PrettyText();
        text.look("", configuration);
        return text.render(explained);
    }

    private void look(String path, Effective at) {
        switch (at) {
            case Effective.Mapping(var entries) when entries.isEmpty() -> rows.add(new Row(path, "{}", ""));
            case Effective.Listing(var entries) when entries.isEmpty() -> rows.add(new Row(path, "[]", ""));
            case Effective.Mapping(var entries) ->
                entries.forEach((key, value) -> look(path.isEmpty() ? key : path + "." + key, value));
            case Effective.Listing(var entries) -> {
                for (int i = 0; i < entries.size(); i++) {
                    look(path + "[" + i + "]", entries.get(i));
                }
            }
            case Effective.Value(var _, var text, var origin) ->
                rows.add(new Row(path, text.isEmpty() ? "\"\"" : text, origin.toString()));
        }
    }

    private String render(boolean explained) {
        int path = rows.stream().mapToInt(row -> row.path().length()).max().orElse(0);
        int value = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
        var text = new StringBuilder();
        for (var row : rows) {
            var line = padded(row.path(), path) + "  "
                    + (explained ? padded(row.value(), value) + "  " + row.origin() : row.value());
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
