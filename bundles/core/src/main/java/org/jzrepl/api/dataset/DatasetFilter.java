// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which datasets a job may touch: passes a path or not, and names the roots that a listing must cover.
///
/// A pattern is a path, or a path followed by `<` for it and all its descendants. An exact pattern wins over any
/// subtree pattern, a longer subtree pattern over a shorter one; what matches nothing is refused
/// (`configuration.md` section 4).
public record DatasetFilter(Map<String, Boolean> patterns) {
    /// Passes everything.
    public static final DatasetFilter ALL = new DatasetFilter(Map.of("<", true));

    public DatasetFilter {
        patterns = Map.copyOf(patterns);
        patterns.keySet().forEach(DatasetFilter::check);
    }

    public boolean passes(DatasetPath path) {
        var exact = patterns.get(path.toString());
        if (exact != null) {
            return exact;
        }
        for (int length = path.components().size(); length >= 0; length--) {
            var subtree = patterns.get(new DatasetPath(path.components().subList(0, length)) + "<");
            if (subtree != null) {
                return subtree;
            }
        }
        return false;
    }

    /// The paths below which everything that passes is found, none of them below another. They need not exist.
    public List<DatasetPath> roots() {
        var roots = new TreeMap<DatasetPath, Boolean>();
        patterns.entrySet().stream()
                .filter(entry -> entry.getValue() && !entry.getKey().isEmpty())
                .map(entry -> path(entry.getKey()))
                .sorted(Comparator.naturalOrder())
                .filter(path -> roots.keySet().stream().noneMatch(path::startsWith))
                .forEach(path -> roots.put(path, true));
        return List.copyOf(roots.keySet());
    }

    private static DatasetPath path(String pattern) {
        return DatasetPath.parse(pattern.endsWith("<") ? pattern.substring(0, pattern.length() - 1) : pattern);
    }

    private static void check(String pattern) {
        try {
            path(pattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("filesystem pattern \"" + pattern + "\": " + e.getMessage(), e);
        }
    }
}
