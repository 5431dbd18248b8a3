// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// Durations in Go's syntax, such as `1m30s` (`configuration.md` 2.2). A bare unquoted integer is nanoseconds, as
/// zrepl has it.
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?(?:0|(?:" + PART.pattern() + ")+)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    public static Duration notNegative(Scalar value) {
        var duration = parse(value);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration \"" + value.text() + "\" is negative");
        }
        return duration;
    }

    public static Duration positive(Scalar value) {
        var duration = notNegative(value);
        if (duration.isZero()) {
            throw new IllegalArgumentException("duration must be positive");
        }
        return duration;
    }

    /// How Go writes it: `1m30s`, `500ms`, `30ns`.
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.toSeconds() == 0 && !duration.isZero()) {
            return small(duration.toNanos());
        }
        var text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        var seconds =
                BigDecimal.valueOf(duration.toNanos() % 60_000_000_000L, 9).stripTrailingZeros();
        return seconds.signum() == 0 && !text.isEmpty()
                ? text.toString()
                : text.append(seconds.toPlainString()).append('s').toString();
    }

    private static String small(long nanos) {
        for (var unit : List.of("ms", "us")) {
            if (nanos >= NANOS.get(unit)) {
                return BigDecimal.valueOf(nanos)
                                .divide(BigDecimal.valueOf(NANOS.get(unit)))
                                .stripTrailingZeros()
                                .toPlainString()
                        + unit;
            }
        }
        return nanos + "ns";
    }

    /// A null is zero.
    public static Duration parse(Scalar value) {
        if (value.style() == Style.NULL) {
            return Duration.ZERO;
        }
        var text = value.text();
        if (value.style() == Style.PLAIN && text.matches("[+-]?[0-9]{1,18}")) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no duration: write for example 10s, 1m30s or 500ms");
        }
        var nanos = PART.matcher(text)
                .results()
                .map(part -> new BigDecimal("0" + part.group(1) + (part.group(1).endsWith(".") ? "0" : ""))
                        .multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("duration \"" + text + "\" is too long");
        }
        return Duration.ofNanos(text.startsWith("-") ? -nanos.longValue() : nanos.longValue());
    }
}
