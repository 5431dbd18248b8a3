// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `postgres://user:password@host:port,host2:port2/database?key=value` into the keys that words have.
final class PostgresUrl {
    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?:(?<login>[^/?]*)@)?(?<hosts>[^/?@]*)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
    private static final Pattern PASSWORD = Pattern.compile("((?:^|&)[^=&]*(?:password|%)[^=&]*=)[^&]*");
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::([^:]*))?");

    private PostgresUrl() {}

    static boolean isOne(String text) {
        return text.startsWith("postgres://") || text.startsWith("postgresql://");
    }

    static Map<String, String> parse(String text) {
        var url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("is no URL: write postgres://user:password@host:port/database?key=value,"
                    + " with %XX for special characters");
        }
        var valueByKey = new LinkedHashMap<String, String>();
        if (url.group("login") != null) {
            login(url.group("login"), valueByKey);
        }
        hosts(url.group("hosts"), valueByKey);
        if (url.group("database") != null && !url.group("database").isEmpty()) {
            valueByKey.put("dbname", Escapes.path(url.group("database")));
        }
        if (url.group("query") != null) {
            valueByKey.putAll(Escapes.query(url.group("query")));
        }
        return valueByKey;
    }

    /// The password of the login, and one among the parameters.
    static String withoutPassword(String text) {
        var url = URL.matcher(text);
        if (!url.matches()) {
            return DsnParser.HIDDEN;
        }
        var shown = new StringBuilder(text);
        if (url.group("query") != null) {
            var parameters =
                    PASSWORD.matcher(url.group("query")).replaceAll("$1" + Matcher.quoteReplacement(DsnParser.HIDDEN));
            shown.replace(url.start("query"), url.end("query"), parameters);
        }
        if (url.group("login") != null && url.group("login").indexOf(':') >= 0) {
            int colon = url.start("login") + url.group("login").indexOf(':');
            shown.replace(colon + 1, url.end("login"), DsnParser.HIDDEN);
        }
        return shown.toString();
    }

    private static void login(String login, Map<String, String> valueByKey) {
        int colon = login.indexOf(':');
        valueByKey.put("user", Escapes.path(colon < 0 ? login : login.substring(0, colon)));
        if (colon >= 0) {
            valueByKey.put("password", Escapes.path(login.substring(colon + 1)));
        }
    }

    private static void hosts(String text, Map<String, String> valueByKey) {
        if (text.isEmpty()) {
            return;
        }
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var one = HOST.matcher(part);
            if (!one.matches()) {
                throw new IllegalArgumentException("a host of the URL is neither host:port nor [address]:port");
            }
            hosts.add(Escapes.path(one.group(1).replaceAll("[\\[\\]]", "")));
            ports.add(one.group(2) == null ? "" : one.group(2));
        }
        valueByKey.put("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            valueByKey.put("port", String.join(",", ports));
        }
    }
}
