// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `key=value` words: blanks separate them and may stand around `=`; a value with blanks is in single
/// quotes; a backslash takes the next character as it is. Messages show no part of the text, which has a
/// password in it.
final class PostgresWords {
    private final String text;
    private int at;

    private PostgresWords(String text) {
        this.text = text;
    }

    static Map<String, String> parse(String text) {
        var words = new PostgresWords(text);
        var valueByKey = new LinkedHashMap<String, String>();
        for (words.skipBlanks(); !words.isAtEnd(); words.skipBlanks()) {
            var key = words.key();
            valueByKey.put(key, words.value());
        }
        return valueByKey;
    }

    static String withoutPassword(String text) {
        var words = new PostgresWords(text);
        var shown = new StringBuilder();
        int copied = 0;
        for (words.skipBlanks(); !words.isAtEnd(); words.skipBlanks()) {
            boolean isPassword = words.key().contains("password");
            int start = words.at;
            words.value();
            if (isPassword) {
                shown.append(text, copied, start).append(DsnParser.HIDDEN);
                copied = words.at;
            }
        }
        return shown.append(text, copied, text.length()).toString();
    }

    private String key() {
        int start = at;
        while (!isAtEnd() && !isBlank() && text.charAt(at) != '=') {
            at++;
        }
        var key = text.substring(start, at);
        skipBlanks();
        if (isAtEnd() || text.charAt(at) != '=' || key.isEmpty()) {
            throw new IllegalArgumentException("the word at character " + (start + 1)
                    + " is no key=value: put a value with blanks in single quotes");
        }
        at++;
        skipBlanks();
        return key;
    }

    private String value() {
        boolean isQuoted = !isAtEnd() && text.charAt(at) == '\'';
        int start = at;
        at += isQuoted ? 1 : 0;
        var value = new StringBuilder();
        while (!isAtEnd() && !(isQuoted ? text.charAt(at) == '\'' : isBlank())) {
            if (text.charAt(at) == '\\' && ++at == text.length()) {
                throw new IllegalArgumentException("nothing follows the backslash at its end");
            }
            value.append(text.charAt(at++));
        }
        if (isQuoted && isAtEnd()) {
            throw new IllegalArgumentException("the quote at character " + (start + 1) + " is not closed");
        }
        at += isQuoted ? 1 : 0;
        return value.toString();
    }

    private void skipBlanks() {
        while (!isAtEnd() && isBlank()) {
            at++;
        }
    }

    private boolean isBlank() {
        return Character.isWhitespace(text.charAt(at));
    }

    private boolean isAtEnd() {
        return at >= text.length();
    }
}
