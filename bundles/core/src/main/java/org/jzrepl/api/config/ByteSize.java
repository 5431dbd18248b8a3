// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Section.Scalar;

/// Sizes such as `23.5 MiB` or `100 Mb` (`configuration.md` 2.3), kept in bits as zrepl does; as a rate, per
/// second.
public record ByteSize(double bits) {
    private static final Pattern FORM = Pattern.compile("([0-9.-]+)\\s*(bit|(K|Ki|M|Mi|G|Gi|T|Ti)?([bB]))");
    private static final List<String> DECIMAL = List.of("K", "M", "G", "T");

    public static ByteSize parse(Scalar value) {
        var text = Words.text(value);
        var form = FORM.matcher(text);
        if (!form.matches() || !form.group(1).matches("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no size: write for example 10 MiB, 128 KiB or 100 Mb");
        }
        double number = Double.parseDouble(form.group(1));
        if (form.group(2).equals("bit")) {
            if (number != Math.rint(number)) {
                throw new IllegalArgumentException("size \"" + text + "\": a number of bits is whole");
            }
            return new ByteSize(number);
        }
        return new ByteSize(number * factor(form.group(3)) * (form.group(4).equals("B") ? 8 : 1));
    }

    /// Whole bytes, rounded towards zero.
    public long bytes() {
        return (long) (bits / 8);
    }

    /// As a configuration file writes it, in the largest unit of which there is a whole number.
    @Override
    public String toString() {
        if (bits % 8 != 0) {
            return number(bits) + " bit";
        }
        double bytes = bits / 8;
        for (int power = DECIMAL.size(); power > 0; power--) {
            if (bytes != 0 && bytes % Math.pow(1024, power) == 0) {
                return number(bytes / Math.pow(1024, power)) + " " + DECIMAL.get(power - 1) + "iB";
            }
        }
        return number(bytes) + " B";
    }

    private static String number(double number) {
        return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static double factor(@org.jspecify.annotations.Nullable String prefix) {
        if (prefix == null) {
            return 1;
        }
        int power = DECIMAL.indexOf(prefix.substring(0, 1)) + 1;
        return Math.pow(prefix.endsWith("i") ? 1024 : 1000, power);
    }
}
