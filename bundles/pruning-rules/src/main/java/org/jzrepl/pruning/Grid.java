// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.config.ZreplDuration;

/// Adjacent intervals of time, such as `1x1h(keep=all) | 24x1h | 30x1d`, newest first (`configuration.md` 7.3).
record Grid(List<Interval> intervals) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([0-9]{1,6})\\s*x\\s*([^(]*?)\\s*(?:\\(\\s*keep=(all|[+-]?[0-9]{1,9})\\))?\\s*", Pattern.DOTALL);
    /// More intervals than anybody means; a repeat of a million is a slip.
    private static final int MAX_INTERVALS = 100_000;

    Grid {
        intervals = List.copyOf(intervals);
        for (int i = 1; i < intervals.size(); i++) {
            boolean allBefore = intervals.subList(0, i).stream()
                    .allMatch(before -> before.keep().isEmpty());
            if (!allBefore
                    && intervals.get(i).length().compareTo(intervals.get(i - 1).length()) < 0) {
                throw new IllegalArgumentException("an interval is shorter than the one before it");
            }
        }
    }

    /// `keep`: how many snapshots stay in it; empty for all.
    record Interval(Duration length, OptionalInt keep) {}

    static Grid parse(Scalar value) {
        return parse(Words.text(value));
    }

    static Grid parse(String text) {
        var intervals = new ArrayList<Interval>();
        for (var part : text.split("\\|", -1)) {
            var form = FORM.matcher(part);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "interval \"" + part.strip() + "\" is not written as REPEATxLENGTH or REPEATxLENGTH(keep=N)");
            }
            int repeat = Integer.parseInt(form.group(1));
            if (repeat < 1 || intervals.size() + repeat > MAX_INTERVALS) {
                throw new IllegalArgumentException("interval \"" + part.strip() + "\" repeats " + repeat + " times");
            }
            var interval = new Interval(ZreplDuration.positive(form.group(2)), keep(form.group(3)));
            for (int i = 0; i < repeat; i++) {
                intervals.add(interval);
            }
        }
        return new Grid(intervals);
    }

    private static OptionalInt keep(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return OptionalInt.of(1);
        }
        if (text.equals("all") || text.equals("-1")) {
            return OptionalInt.empty();
        }
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException("keep=" + text + ": write all, or at least 1");
        }
        return OptionalInt.of(count);
    }
}
