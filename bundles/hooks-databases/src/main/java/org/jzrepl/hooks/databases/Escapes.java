// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Percent escapes of URLs. Messages show nothing of what is escaped.
final class Escapes {
    private Escapes() {}

    /// A `+` is a plus.
    static String path(String text) {
        return decoded(text.replace("+", "%2B"));
    }

    /// `key=value` pairs, in which `+` is a blank. What has no `=` means nothing.
    static Map<String, String> query(String text) {
        var valueByKey = new LinkedHashMap<String, String>();
        for (var pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                valueByKey.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return valueByKey;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a % that is not followed by two hexadecimal digits", e);
        }
    }
}
