// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.Map;
import java.util.stream.Collectors;

/// Values of a DSN's keys. A password that lacks its escapes may have part of it taken for a number, so
/// messages show none.
final class Settings {
    private Settings() {}

    static int number(String key, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the " + key + " is not a number", e);
        }
    }

    static int port(String text) {
        int port = number("port", text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port is not within 1 to 65535");
        }
        return port;
    }

    static <V> V oneOf(String key, String text, Map<String, V> valueByWord) {
        var value = valueByWord.get(text);
        if (value == null) {
            var known = valueByWord.keySet().stream().sorted().collect(Collectors.joining(", "));
            throw new IllegalArgumentException(key + " \"" + text + "\" is none of " + known);
        }
        return value;
    }
}
