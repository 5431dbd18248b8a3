// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The text of a field's value.
final class FieldText {
    private FieldText() {}

    static String of(Object value, ZoneId zone) {
        return switch (value) {
            case Optional<?> optional ->
                optional.map(present -> of(present, zone)).orElse("<nil>");
            case Duration duration -> duration(duration);
            case Instant instant -> time(instant, zone);
            default -> value.toString();
        };
    }

    /// RFC 3339 with as many digits of the second's fraction as it takes.
    static String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    /// As Go writes durations: `10m0s`, `1.5s`, `250ms`, `1.5µs`.
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        if (duration.toSeconds() == 0) {
            return fraction(duration.toNanosPart());
        }
        var seconds = decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9) + "s";
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m" + seconds;
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }

    private static String fraction(int nanos) {
        if (nanos >= 1_000_000) {
            return decimal(nanos, 6) + "ms";
        }
        if (nanos >= 1_000) {
            return decimal(nanos, 3) + "µs";
        }
        return nanos == 0 ? "0s" : nanos + "ns";
    }

    private static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
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
