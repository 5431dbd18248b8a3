// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Section.Scalar;

/// Durations in zrepl's own syntax: one number, one unit of `s m h d w` (`configuration.md` 2.1).
public final class ZreplDuration {
    private static final Pattern FORM = Pattern.compile("\\s*([+-]?)([0-9]+)\\s*([smhdw]?)\\s*");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L, "w", 604800L);

    private ZreplDuration() {}

    public static Duration positive(Scalar value) {
        return positive(Words.text(value));
    }

    public static Duration positive(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration: write for example 10m, 24h or 7d");
        }
        var count = new BigInteger(form.group(2));
        if (form.group(3).isEmpty() && count.signum() != 0) {
            throw new IllegalArgumentException("duration \"" + text + "\" has no unit: append one of s m h d w");
        }
        if (count.signum() == 0 || form.group(1).equals("-")) {
            throw new IllegalArgumentException("duration \"" + text + "\" must be positive");
        }
        var nanos = count.multiply(BigInteger.valueOf(SECONDS.get(form.group(3))))
                .multiply(BigInteger.valueOf(1_000_000_000));
        if (nanos.bitLength() > 63) {
            throw new IllegalArgumentException("duration \"" + text + "\" is too long");
        }
        return Duration.ofNanos(nanos.longValue());
    }
}
