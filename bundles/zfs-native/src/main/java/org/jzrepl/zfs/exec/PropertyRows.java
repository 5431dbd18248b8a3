// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.Property.Source;
import org.jzrepl.api.zfs.ZfsException;

/// Collects the lines of `zfs get`: for each dataset exactly the wanted properties, in their order.
///
/// Strict, because a value may contain tabs and line ends, and come with a stream from somebody else: it must not
/// pass for the line of another dataset.
final class PropertyRows implements LineSink {
    private final List<String> wanted;
    private final Map<DatasetPath, SequencedMap<String, Property>> found = new TreeMap<>();
    private DatasetPath current = DatasetPath.ROOT;
    private int next;

    PropertyRows(Collection<String> wanted) {
        this.wanted = List.copyOf(wanted);
    }

    List<String> wanted() {
        return wanted;
    }

    @Override
    public void line(String line) throws ZfsException {
        int name = line.indexOf('\t');
        int property = line.indexOf('\t', name + 1);
        int value = line.lastIndexOf('\t');
        if (name < 0 || property < 0 || value <= property) {
            throw unexpected(line);
        }
        begin(line, line.substring(0, name), line.substring(name + 1, property));
        properties()
                .put(wanted.get(next), property(line, line.substring(property + 1, value), line.substring(value + 1)));
        next = (next + 1) % wanted.size();
    }

    /// By dataset and name. A user property that is not set is left out.
    Map<DatasetPath, SequencedMap<String, Property>> found() throws ZfsException {
        if (next != 0) {
            throw new ZfsException("zfs get ended within the properties of " + current);
        }
        found.values()
                .forEach(properties -> properties
                        .entrySet()
                        .removeIf(entry ->
                                entry.getKey().contains(":") && entry.getValue().source() == Source.NONE));
        return found;
    }

    private void begin(String line, String name, String property) throws ZfsException {
        if (!property.equals(wanted.get(next)) || next > 0 && !name.equals(current.toString())) {
            throw unexpected(line);
        }
        if (next == 0) {
            current = path(line, name);
            if (found.putIfAbsent(current, new LinkedHashMap<>()) != null) {
                throw new ZfsException("zfs get lists " + current + " twice");
            }
        }
    }

    private SequencedMap<String, Property> properties() throws ZfsException {
        return found.computeIfAbsent(current, _ -> new LinkedHashMap<>());
    }

    private static DatasetPath path(String line, String name) throws ZfsException {
        try {
            return DatasetPath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new ZfsException("unexpected line of zfs get: " + line, e);
        }
    }

    private static Property property(String line, String value, String source) throws ZfsException {
        return new Property(
                value,
                switch (source.split(" ", 2)[0]) {
                    case "local" -> Source.LOCAL;
                    case "default" -> Source.DEFAULT;
                    case "inherited" -> Source.INHERITED;
                    case "received" -> Source.RECEIVED;
                    case "temporary" -> Source.TEMPORARY;
                    case "-" -> Source.NONE;
                    default -> throw unexpected(line);
                });
    }

    private static ZfsException unexpected(String line) {
        return new ZfsException("unexpected line of zfs get: " + line);
    }
}
