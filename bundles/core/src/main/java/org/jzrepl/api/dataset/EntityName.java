// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Checks names before they reach ZFS, as zrepl does (`replication-and-zfs.md` 1.2); each method returns what it
/// was given.
public enum EntityName {
    FILESYSTEM(""),
    VOLUME(""),
    SNAPSHOT("@"),
    BOOKMARK("#");

    private static final int MAX_LENGTH = 255;
    private static final Pattern COMPONENT = Pattern.compile("(?!\\.{1,2}\\z)[0-9A-Za-z_.: -]{1,255}");

    private final String delimiter;

    EntityName(String delimiter) {
        this.delimiter = delimiter;
    }

    /// One component: a snapshot's short name, a client identity, one step of a path.
    public static String component(String name) {
        if (!COMPONENT.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no ZFS name component: 1 to 255 of 0-9 A-Z a-z - _ . : and space, not . or ..");
        }
        return name;
    }

    /// A full name of this kind, such as `tank/a@daily`.
    public String check(String name) {
        for (var other : new String[] {"@", "#"}) {
            if (name.contains(other) != delimiter.equals(other)) {
                throw wrong(name, delimiter.equals(other) ? "it has no " + other : "it has a " + other);
            }
        }
        if (name.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(name) || name.length() > MAX_LENGTH) {
            throw wrong(name, "names are ASCII and have 1 to " + MAX_LENGTH + " characters");
        }
        var path = delimiter.isEmpty() ? name : name.substring(0, name.indexOf(delimiter));
        for (var part : path.split("/", -1)) {
            component(part);
        }
        if (!delimiter.isEmpty()) {
            component(name.substring(path.length() + 1));
        }
        return name;
    }

    private IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException(
                "\"" + name + "\" is no " + name().toLowerCase(java.util.Locale.ROOT) + " name: " + why);
    }
}
