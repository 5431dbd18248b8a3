// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jzrepl.api.config.ZreplDuration;

/// Lengths of time on the command line: `2y`, and what the configuration writes, such as `90d`. A year has 365
/// days.
final class Span {
    private static final Pattern YEARS = Pattern.compile("([1-9][0-9]{0,2})y");
    private static final Duration LONGEST = Duration.ofDays(365L * 100);

    private Span() {}

    static Duration parse(String option, String text) {
        try {
            var years = YEARS.matcher(text);
            var span = years.matches()
                    ? Duration.ofDays(365L * Integer.parseInt(years.group(1)))
                    : ZreplDuration.positive(text);
            if (span.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("\"" + text + "\" is more than 100y");
            }
            return span;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage() + "; years are written as 2y", e);
        }
    }

    /// The shortest way to write it: `30d`, `6h`, `90m`.
    static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds == 0) {
            return "0";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
