// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.Duration;
import java.util.Optional;

/// The text of a field's value.
final class FieldText {
    private FieldText() {}

    static String of(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(FieldText::of).orElse("<nil>");
            case Duration duration -> duration(duration);
            default -> value.toString();
        };
    }

    /// As Go writes durations: `10m0s`, `1.5s`, `250ms`.
    static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.isZero() ? "0s" : trimmed(duration.toNanos() / 1e6) + "ms";
        }
        var seconds = trimmed(duration.toSecondsPart() + duration.toNanosPart() / 1e9) + "s";
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m" + seconds;
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }

    private static String trimmed(double number) {
        return new java.math.BigDecimal(Double.toString(number))
                .stripTrailingZeros()
                .toPlainString();
    }

    /// In double quotes, as Go's `%q` does it.
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> quoted.append(escaped(character)));
        return quoted.append('"').toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            default -> plain(character);
        };
    }

    private static String plain(int character) {
        if (character < 0x20 || character == 0x7f) {
            return String.format("\\x%02x", character);
        }
        boolean printable = switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
        return printable
                ? Character.toString(character)
                : String.format(character > 0xffff ? "\\U%08x" : "\\u%04x", character);
    }
}
