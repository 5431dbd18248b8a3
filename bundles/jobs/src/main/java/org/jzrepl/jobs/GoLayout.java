// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A time layout as Go writes it: an example of the reference time, `Mon Jan 2 15:04:05 MST 2006`.
///
/// Scanned from left to right; the first element that fits at a position is taken, everything else is literal
/// (`configuration.md` 5.1).
record GoLayout(List<Function<ZonedDateTime, String>> parts) {
    /// In the order in which they are tried.
    private static final List<String> ORDER = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "002",
            "15",
            "1",
            "2006",
            "2",
            "_2006",
            "_2",
            "__2",
            "3",
            "4",
            "5",
            "PM",
            "pm",
            "-070000",
            "-07:00:00",
            "-0700",
            "-07:00",
            "-07",
            "Z070000",
            "Z07:00:00",
            "Z0700",
            "Z07:00",
            "Z07");

    GoLayout {
        parts = List.copyOf(parts);
    }

    static GoLayout parse(String layout) {
        if (layout.contains("+")) {
            throw new IllegalArgumentException(
                    "timestamp format \"" + layout + "\" has a +, which no snapshot name has");
        }
        var parts = new ArrayList<Function<ZonedDateTime, String>>();
        for (int at = 0; at < layout.length(); ) {
            int begin = at;
            var fraction = Fraction.at(layout, at);
            var element = element(layout, at);
            if (fraction.isPresent()) {
                parts.add(fraction.orElseThrow()::format);
                at += fraction.orElseThrow().length();
            } else if (element.isPresent()) {
                parts.add(formatter(element.orElseThrow()));
                at += element.orElseThrow().length();
            } else {
                at++;
                parts.add(_ -> layout.substring(begin, begin + 1));
            }
        }
        return new GoLayout(parts);
    }

    String format(ZonedDateTime time) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part.apply(time)));
        return text.toString();
    }

    private static Optional<String> element(String layout, int at) {
        return ORDER.stream()
                .filter(element -> layout.startsWith(element, at) && !continuesWord(layout, at, element))
                .findFirst();
    }

    /// `Jan` and `Mon` are elements only where no lower-case letter follows.
    private static boolean continuesWord(String layout, int at, String element) {
        int after = at + element.length();
        return (element.equals("Jan") || element.equals("Mon"))
                && after < layout.length()
                && layout.charAt(after) >= 'a'
                && layout.charAt(after) <= 'z';
    }

    private static Function<ZonedDateTime, String> formatter(String element) {
        return switch (element) {
            case "January" -> time -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" -> time -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "Monday" -> time -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" -> time -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "MST" -> GoLayout::abbreviation;
            case "01" -> time -> padded(2, time.getMonthValue());
            case "1" -> time -> Integer.toString(time.getMonthValue());
            case "02" -> time -> padded(2, time.getDayOfMonth());
            case "2" -> time -> Integer.toString(time.getDayOfMonth());
            case "_2" -> time -> String.format("%2d", time.getDayOfMonth());
            case "002" -> time -> padded(3, time.getDayOfYear());
            case "__2" -> time -> String.format("%3d", time.getDayOfYear());
            case "15" -> time -> padded(2, time.getHour());
            case "03" -> time -> padded(2, twelve(time));
            case "3" -> time -> Integer.toString(twelve(time));
            case "04" -> time -> padded(2, time.getMinute());
            case "4" -> time -> Integer.toString(time.getMinute());
            case "05" -> time -> padded(2, time.getSecond());
            case "5" -> time -> Integer.toString(time.getSecond());
            case "06" -> time -> padded(2, time.getYear() % 100);
            case "2006" -> time -> padded(4, time.getYear());
            case "_2006" -> time -> "_" + padded(4, time.getYear());
            case "PM" -> time -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time -> time.getHour() < 12 ? "am" : "pm";
            default -> time -> offset(element, time);
        };
    }

    private static int twelve(ZonedDateTime time) {
        return (time.getHour() + 11) % 12 + 1;
    }

    private static String padded(int digits, int number) {
        return String.format("%0" + digits + "d", number);
    }

    /// Letters, or the offset of a zone that has none.
    private static String abbreviation(ZonedDateTime time) {
        var name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
        if (name.equals("Z")) {
            return "UTC";
        }
        if (name.matches("[A-Z]+")) {
            return name;
        }
        int seconds = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(seconds) / 60;
        return (seconds < 0 ? "-" : "+") + padded(2, minutes / 60) + (minutes % 60 == 0 ? "" : padded(2, minutes % 60));
    }

    private static String offset(String element, ZonedDateTime time) {
        int total = time.getOffset().getTotalSeconds();
        if (element.startsWith("Z") && total == 0) {
            return "Z";
        }
        int seconds = Math.abs(total);
        var colon = element.contains(":") ? ":" : "";
        int parts = element.replaceAll("[^0-9]", "").length() / 2;
        return (total < 0 ? "-" : "+")
                + padded(2, seconds / 3600)
                + (parts > 1 ? colon + padded(2, seconds / 60 % 60) : "")
                + (parts > 2 ? colon + padded(2, seconds % 60) : "");
    }

    /// A fraction of a second: a separator and a run of `0` or of `9` that no other digit follows.
    private record Fraction(char separator, boolean trimmed, int digits) {
        static Optional<Fraction> at(String layout, int at) {
            if (layout.charAt(at) != '.' && layout.charAt(at) != ',' || at + 1 >= layout.length()) {
                return Optional.empty();
            }
            char digit = layout.charAt(at + 1);
            int end = at + 1;
            while (end < layout.length() && layout.charAt(end) == digit) {
                end++;
            }
            boolean run = (digit == '0' || digit == '9')
                    && (end == layout.length() || !Character.isDigit(layout.charAt(end)));
            return run ? Optional.of(new Fraction(layout.charAt(at), digit == '9', end - at - 1)) : Optional.empty();
        }

        int length() {
            return digits + 1;
        }

        String format(ZonedDateTime time) {
            var all = padded(9, time.getNano()) + "0".repeat(Math.max(0, digits - 9));
            var shown = all.substring(0, digits);
            if (trimmed) {
                shown = shown.replaceAll("0+$", "");
            }
            return trimmed && shown.isEmpty() ? "" : separator + shown;
        }
    }
}
