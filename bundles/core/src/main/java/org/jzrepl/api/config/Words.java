// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.config.Section.Parser;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// Texts and words of the configuration (`configuration.md` 1.3, 2.5).
public final class Words {
    private Words() {}

    /// Any scalar as it stands there; a null is the empty text.
    public static String text(Scalar value) {
        return value.style() == Style.NULL ? "" : value.text();
    }

    /// Any scalar but the empty text.
    public static String nonEmpty(Scalar value) {
        var text = text(value);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }

    /// One of `valueByWord`, case-sensitive.
    public static <T> Parser<T> oneOf(Map<String, T> valueByWord) {
        return new Word<>(valueByWord);
    }

    /// One of the enum's constants, written in lower case after `prefix`.
    public static <E extends Enum<E>> Parser<E> oneOf(String prefix, E[] constants) {
        return oneOf(Stream.of(constants)
                .collect(Collectors.toMap(one -> prefix + one.name().toLowerCase(Locale.ROOT), one -> one)));
    }

    private record Word<T>(Map<String, T> valueByWord) implements Parser<T> {
        @Override
        public T parse(Scalar value) {
            var found = valueByWord.get(Words.text(value));
            if (found == null) {
                var known = valueByWord.keySet().stream().sorted().collect(Collectors.joining(", "));
                throw new IllegalArgumentException("\"" + Words.text(value) + "\" is none of " + known);
            }
            return found;
        }

        @Override
        public String text(T value) {
            return valueByWord.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(value))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .findFirst()
                    .orElseGet(() -> Effective.text(value));
        }
    }
}
