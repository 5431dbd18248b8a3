// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One field of a cron expression: which values match, and whether it is a star, which the rule of days asks.
record CronField(BitSet values, boolean star) {
    private static final Pattern RANGE = Pattern.compile("([^/-]+)(?:-([^/]*))?(?:/(.+))?");

    /// What a field may hold. `names` stand for values from `least` on.
    record Domain(String name, int least, int most, List<String> names) {
        int value(String text) {
            int named = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (named >= 0) {
                return least + named;
            }
            if (!text.matches("\\+?[0-9]{1,9}")) {
                throw new IllegalArgumentException("\"" + text + "\" is no value of the " + name);
            }
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "the " + name + " goes from " + least + " to " + most + ", not " + value);
            }
            return value;
        }
    }

    boolean matches(int value) {
        return values.get(value);
    }

    static CronField parse(String text, Domain domain) {
        var values = new BitSet();
        boolean star = false;
        for (var part : text.split(",")) {
            if (!part.isEmpty()) {
                star |= add(part, domain, values);
            }
        }
        return new CronField(values, star);
    }

    /// Returns whether the part is a star.
    private static boolean add(String part, Domain domain, BitSet values) {
        var range = RANGE.matcher(part);
        if (!range.matches()) {
            throw new IllegalArgumentException("\"" + part + "\" is no value, range or step of the " + domain.name());
        }
        int step = range.group(3) == null ? 1 : step(range.group(3), domain);
        boolean any = range.group(1).equals("*") || range.group(1).equals("?");
        int from = any ? domain.least() : domain.value(range.group(1));
        int to = any ? domain.most() : last(range.group(2), from, range.group(3) != null, domain);
        if (to < from) {
            throw new IllegalArgumentException(
                    "range \"" + part + "\" of the " + domain.name() + " ends before it begins");
        }
        for (int value = from; value <= to; value += Math.min(step, domain.most() + 1)) {
            values.set(value);
        }
        return any && step == 1;
    }

    private static int last(@org.jspecify.annotations.Nullable String text, int from, boolean stepped, Domain domain) {
        if (text != null) {
            return domain.value(text);
        }
        return stepped ? domain.most() : from;
    }

    private static int step(String text, Domain domain) {
        if (!text.matches("\\+?[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw new IllegalArgumentException("step \"" + text + "\" of the " + domain.name() + " is not at least 1");
        }
        return Integer.parseInt(text);
    }
}
