// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The path of a dataset, such as `tank/home/alice`; the empty path is the root above all pools.
///
/// A path that parses need not be a name that ZFS accepts: inner components may be empty or `..`, as in zrepl's
/// parser (`replication-and-zfs.md` 1.2). [EntityName] makes the full check. Ordered component by component,
/// parents first.
public record DatasetPath(List<String> components) implements Comparable<DatasetPath> {
    /// The path without components.
    public static final DatasetPath ROOT = new DatasetPath(List.of());

    private static final String FORBIDDEN = "@#|\t<>*";

    public DatasetPath {
        components = List.copyOf(components);
        components.forEach(DatasetPath::check);
    }

    private static void check(String component) {
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (c == '/' || FORBIDDEN.indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "dataset path component \"" + component + "\" has a forbidden character");
            }
        }
    }

    /// Splits at `/`; refuses a trailing slash and any of `@ # | TAB < > *`.
    public static DatasetPath parse(String path) {
        if (path.isEmpty()) {
            return ROOT;
        }
        if (path.endsWith("/")) {
            throw new IllegalArgumentException("dataset path \"" + path + "\" ends in a slash");
        }
        return new DatasetPath(List.of(path.split("/", -1)));
    }

    /// Whether `root` is this path or one of its ancestors.
    public boolean startsWith(DatasetPath root) {
        if (components.size() < root.components.size()) {
            return false;
        }
        for (int i = 0; i < root.components.size(); i++) {
            if (!components.get(i).equals(root.components.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// This path below another one: `tank/a` below `backup/sink` is `backup/sink/tank/a`.
    public DatasetPath below(DatasetPath root) {
        var all = new ArrayList<>(root.components);
        all.addAll(components);
        return new DatasetPath(all);
    }

    /// What remains of this path without its ancestor `root`.
    public DatasetPath relativeTo(DatasetPath root) {
        if (!startsWith(root)) {
            throw new IllegalArgumentException("dataset " + this + " is not below " + root);
        }
        return new DatasetPath(components.subList(root.components.size(), components.size()));
    }

    /// All proper ancestors from the pool down; none for a pool, and never the root path.
    public List<DatasetPath> ancestors() {
        return IntStream.range(1, Math.max(1, components.size()))
                .mapToObj(length -> new DatasetPath(components.subList(0, length)))
                .toList();
    }

    public boolean isRoot() {
        return components.isEmpty();
    }

    @Override
    public int compareTo(DatasetPath other) {
        for (int i = 0; i < Math.min(components.size(), other.components.size()); i++) {
            int order = components.get(i).compareTo(other.components.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(components.size(), other.components.size());
    }

    @Override
    public String toString() {
        return String.join("/", components);
    }
}
