// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Section.Parser;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// Booleans and integers of YAML 1.1 (`configuration.md` 1.3): unquoted words and digits only. A null is the zero
/// value.
public final class Numbers {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Pattern INTEGER =
            Pattern.compile("([+-]?)(?:0x([0-9a-fA-F_]+)|0b([01_]+)|0o?([0-7_]+)|([0-9][0-9_]*))");

    private Numbers() {}

    public static boolean bool(Scalar value) {
        if (value.style() == Style.NULL) {
            return false;
        }
        boolean isTrue = TRUE.contains(value.text());
        if (value.style() == Style.QUOTED || !isTrue && !FALSE.contains(value.text())) {
            throw new IllegalArgumentException("\"" + value.text() + "\" is no boolean: write true or false, unquoted");
        }
        return isTrue;
    }

    /// An integer from `least` to `most`.
    public static Parser<Integer> between(int least, int most) {
        return value -> {
            var number = integer(value);
            if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
                throw new IllegalArgumentException(
                        most == Integer.MAX_VALUE && number.bitLength() < Integer.SIZE
                                ? "must be at least " + least + ", not " + number
                                : number + " is not between " + least + " and " + most);
            }
            return number.intValueExact();
        };
    }

    private static BigInteger integer(Scalar value) {
        if (value.style() == Style.NULL) {
            return BigInteger.ZERO;
        }
        var match = INTEGER.matcher(value.text());
        if (value.style() == Style.QUOTED || !match.matches()) {
            throw new IllegalArgumentException("\"" + value.text() + "\" is no integer: write digits, unquoted");
        }
        int[] radix = {16, 2, 8, 10};
        for (int i = 0; i < radix.length; i++) {
            if (match.group(i + 2) != null) {
                var digits = match.group(i + 2).replace("_", "");
                return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(match.group(1) + digits, radix[i]);
            }
        }
        throw new IllegalArgumentException("\"" + value.text() + "\" is no integer");
    }
}
