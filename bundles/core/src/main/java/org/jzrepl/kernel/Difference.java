// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.Effective;

/// What is different between two effective configurations, value by value.
final class Difference {
    private static final String NAME = "name";

    private Difference() {}

    /// One line each, in the order of the new configuration, what is gone from it last.
    static List<String> between(Effective before, Effective after) {
        var old = values(before);
        var now = values(after);
        var paths = new LinkedHashSet<>(now.keySet());
        paths.addAll(old.keySet());
        var lines = new ArrayList<String>();
        for (var path : paths) {
            var was = Optional.ofNullable(old.get(path));
            var is = Optional.ofNullable(now.get(path));
            if (was.isEmpty()) {
                lines.add("+ " + path + ": " + now.get(path));
            } else if (is.isEmpty()) {
                lines.add("- " + path + ": " + old.get(path));
            } else if (!was.equals(is)) {
                lines.add("  " + path + ": " + old.get(path) + " -> " + now.get(path));
            }
        }
        return lines;
    }

    private static Map<String, String> values(Effective configuration) {
        var values = new LinkedHashMap<String, String>();
        collect("", configuration, values);
        return values;
    }

    private static void collect(String path, Effective at, Map<String, String> values) {
        switch (at) {
            case Effective.Mapping(var entries) ->
                entries.forEach((key, value) -> collect(path.isEmpty() ? key : path + "." + key, value, values));
            case Effective.Listing(var entries) -> {
                for (int i = 0; i < entries.size(); i++) {
                    collect(path + "[" + nameOf(entries.get(i)).orElse("" + i) + "]", entries.get(i), values);
                }
            }
            case Effective.Value value -> values.put(path, value.text().isEmpty() ? "\"\"" : value.text());
        }
    }

    /// Jobs are known by their names, wherever in the list they are.
    private static Optional<String> nameOf(Effective entry) {
        return entry instanceof Effective.Mapping(var entries)
                        && entries.get(NAME) instanceof Effective.Value(var _, var text, var _)
                ? Optional.of(text)
                : Optional.empty();
    }
}
