// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jzrepl.simulate.Counts.Point;

/// What the table and the page say in words.
final class Words {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> LETTERS = List.of("A", "B");

    private Words() {}

    /// In UTC.
    static String time(Instant instant) {
        return MINUTES.format(instant);
    }

    /// What distinguishes an outcome where there are two; else nothing.
    static String letter(List<Outcome> outcomes, int index) {
        return outcomes.size() > 1 ? LETTERS.get(index) + " " : "";
    }

    /// Which job it was, and what it did: a line each.
    static List<String> summary(Outcome outcome) {
        var lines = new ArrayList<String>();
        lines.add("job " + outcome.job() + " (" + outcome.type() + ") of " + outcome.file() + " on "
                + datasets(outcome.datasets()));
        lines.add(outcome.taken() + " snapshots taken");
        lines.add(side(outcome.sender()));
        outcome.receiver().ifPresent(side -> lines.add(side(side)));
        return lines;
    }

    private static String datasets(List<String> datasets) {
        return datasets.size() == 1 ? datasets.getFirst() : datasets.size() + " datasets";
    }

    private static String side(Outcome.Side side) {
        var oldest = side.oldest().map(at -> ", the oldest of " + time(at)).orElse("");
        return side.name() + ": " + side.destroyed() + " destroyed, at most " + side.peak() + " at a time, "
                + side.left().size() + " at the end" + oldest;
    }

    static String period(Period period) {
        var reach = period.outage()
                .map(gone -> "; the receiver cannot be reached for " + Span.text(gone.length()) + " from "
                        + time(period.from().plus(gone.from())) + " on")
                .orElse("");
        return Span.text(period.length()) + " from " + time(period.from()) + " UTC on" + reach;
    }

    /// Troubles and remarks, a line each.
    static List<String> notes(Outcome outcome) {
        var notes = new ArrayList<String>();
        for (var trouble : outcome.troubles()) {
            notes.add(trouble.text() + " (" + (trouble.times() == 1 ? "at " : trouble.times() + " times, first at ")
                    + time(trouble.first()) + ")");
        }
        notes.addAll(outcome.remarks());
        return notes;
    }

    /// The heads of the table's columns.
    static List<String> heads(List<Outcome> outcomes) {
        var heads = new ArrayList<>(List.of("after", "time (UTC)"));
        for (int i = 0; i < outcomes.size(); i++) {
            heads.add(letter(outcomes, i) + outcomes.get(i).sender().name());
            if (outcomes.get(i).receiver().isPresent()) {
                heads.add(letter(outcomes, i)
                        + outcomes.get(i).receiver().orElseThrow().name());
            }
        }
        return heads;
    }

    /// Its rows; all outcomes are of one period.
    static List<List<String>> rows(List<Outcome> outcomes) {
        var first = outcomes.getFirst();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < first.rows().size(); i++) {
            var at = first.rows().get(i).at();
            var cells = new ArrayList<>(
                    List.of(Span.text(Duration.between(first.period().from(), at)), time(at)));
            for (var outcome : outcomes) {
                cells.addAll(cells(outcome, outcome.rows().get(i)));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<String> cells(Outcome outcome, Point point) {
        return outcome.receiver().isPresent()
                ? List.of("" + point.sender(), "" + point.receiver())
                : List.of("" + point.sender());
    }

    /// What two outcomes have in common at the end, a line for each side that both have; nothing about one
    /// outcome.
    static List<String> comparison(List<Outcome> outcomes) {
        if (outcomes.size() < 2) {
            return List.of();
        }
        var a = outcomes.get(0);
        var b = outcomes.get(1);
        var lines = new ArrayList<String>();
        lines.add(common("snapshots here", a.sender(), b.sender()));
        if (a.receiver().isPresent() && b.receiver().isPresent()) {
            lines.add(common(
                    "snapshots on the receiver",
                    a.receiver().orElseThrow(),
                    b.receiver().orElseThrow()));
        }
        return lines;
    }

    private static String common(String what, Outcome.Side a, Outcome.Side b) {
        var both = new java.util.HashSet<>(a.left());
        both.retainAll(b.left());
        return what + " at the end: " + both.size() + " in both, " + (a.left().size() - both.size()) + " in A only, "
                + (b.left().size() - both.size()) + " in B only";
    }
}
