// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jzrepl.simulate.Counts.Point;

/// The outcomes as a picture (SVG, without anything from elsewhere): how many snapshots exist over time, and
/// below it a stroke for each one that is left at the end, by its age.
///
/// Used once.
final class Picture {
    private static final int WIDTH = 960;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 24;
    private static final int TOP = 56;
    private static final int BOTTOM = 320;
    private static final int STRIP = 34;
    private static final int STRIPS_TOP = BOTTOM + 76;
    private static final int COUNT_LINES = 5;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<Duration> AGES = List.of(
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(365),
            Duration.ofDays(730),
            Duration.ofDays(3650),
            Duration.ofDays(36500));
    private static final String STYLE = """
            .sim { font: 13px system-ui, sans-serif; }
            .sim .ground { fill: #ffffff; }
            .sim text { fill: #24292f; }
            .sim .soft { fill: #57606a; }
            .sim .grid { stroke: #d0d7de; stroke-width: 1; }
            .sim .away { fill: #cf222e; opacity: 0.12; }
            .sim polyline, .sim .tick { fill: none; stroke-width: 2; }
            .sim .tick { stroke-width: 1.5; }
            .sim .c0 { stroke: #0969da; } .sim .c1 { stroke: #bc4c00; }
            .sim .c2 { stroke: #1a7f37; } .sim .c3 { stroke: #8250df; }
            @media (prefers-color-scheme: dark) {
              .sim .ground { fill: #0d1117; }
              .sim text { fill: #e6edf3; }
              .sim .soft { fill: #9198a1; }
              .sim .grid { stroke: #30363d; }
              .sim .away { fill: #f85149; opacity: 0.2; }
              .sim .c0 { stroke: #58a6ff; } .sim .c1 { stroke: #f0883e; }
              .sim .c2 { stroke: #3fb950; } .sim .c3 { stroke: #bc8cff; }
            }
            """;

    private final List<Series> all;
    private final Period period;
    private final int most;
    private final double longestAge;
    private final StringBuilder svg = new StringBuilder();

    private Picture(List<Outcome> outcomes) {
        all = series(outcomes);
        period = outcomes.getFirst().period();
        most = niceTop(all.stream()
                .flatMap(one -> one.values().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1));
        longestAge = all.stream()
                .flatMap(one -> one.side().left().stream())
                .mapToDouble(one -> age(one.creation()))
                .max()
                .orElse(0);
    }

    /// One curve.
    private record Series(String name, Outcome.Side side, List<Instant> moments, List<Integer> values) {}

    static String svg(List<Outcome> outcomes) {
        return new Picture(outcomes).draw();
    }

    private static List<Series> series(List<Outcome> outcomes) {
        var series = new ArrayList<Series>();
        for (int i = 0; i < outcomes.size(); i++) {
            var outcome = outcomes.get(i);
            var letter = Words.letter(outcomes, i);
            series.add(series(letter, outcome, outcome.sender(), Point::sender));
            outcome.receiver().ifPresent(side -> series.add(series(letter, outcome, side, Point::receiver)));
        }
        return series;
    }

    private static Series series(String letter, Outcome outcome, Outcome.Side side, ToIntFunction<Point> value) {
        return new Series(
                letter + side.name(),
                side,
                outcome.curve().stream().map(Point::at).toList(),
                outcome.curve().stream().map(point -> value.applyAsInt(point)).toList());
    }

    private String draw() {
        int height = STRIPS_TOP + all.size() * STRIP + 40;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sim\" viewBox=\"0 0 %d %d\" role=\"img\">",
                WIDTH, height);
        line("<title>Snapshots over time</title>");
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        line("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
        legend();
        axes();
        all.forEach(this::curve);
        strips();
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void legend() {
        line("<text x=\"%d\" y=\"24\">Snapshots that exist</text>", LEFT);
        int x = LEFT + 170;
        for (int i = 0; i < all.size(); i++) {
            line("<line class=\"c%d\" stroke-width=\"3\" x1=\"%d\" y1=\"20\" x2=\"%d\" y2=\"20\"/>", i, x, x + 24);
            line(
                    "<text x=\"%d\" y=\"24\">%s</text>",
                    x + 30, Markup.escaped(all.get(i).name()));
            x += 60 + 9 * all.get(i).name().length();
        }
    }

    private void axes() {
        period.outage().ifPresent(gone -> {
            var from = period.from().plus(gone.from());
            double x = x(from);
            line(
                    "<rect class=\"away\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"><title>receiver cannot be reached"
                            + "</title></rect>",
                    number(x), TOP, number(Math.max(0, x(from.plus(gone.length())) - x)), BOTTOM - TOP);
        });
        for (int i = 0; i <= COUNT_LINES; i++) {
            int value = most * i / COUNT_LINES;
            var y = number(y(value));
            line("<line class=\"grid\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/>", LEFT, y, RIGHT, y);
            line(
                    "<text class=\"soft\" text-anchor=\"end\" x=\"%d\" y=\"%s\">%d</text>",
                    LEFT - 8, number(y(value) + 4), value);
        }
        for (int i = 0; i <= 4; i++) {
            var at = period.from().plusSeconds(period.length().toSeconds() * i / 4);
            var anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
            var text = period.length().toDays() > 4 ? DAY.format(at) : Words.time(at);
            line(
                    "<text class=\"soft\" text-anchor=\"%s\" x=\"%s\" y=\"%d\">%s</text>",
                    anchor, number(x(at)), BOTTOM + 20, text);
        }
    }

    private void curve(Series series) {
        var points = new StringBuilder();
        for (int i = 0; i < series.values().size(); i++) {
            points.append(i == 0 ? "" : " ")
                    .append(number(x(series.moments().get(i))))
                    .append(',')
                    .append(number(y(series.values().get(i))));
        }
        line("<polyline class=\"c%d\" points=\"%s\"/>", all.indexOf(series), points);
    }

    private void strips() {
        line("<text x=\"%d\" y=\"%d\">Left at the end, by age</text>", LEFT, STRIPS_TOP - 16);
        int bottom = STRIPS_TOP + all.size() * STRIP;
        for (var age : AGES) {
            if (age.toSeconds() <= longestAge) {
                var x = number(ageX(age.toSeconds()));
                line("<line class=\"grid\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>", x, STRIPS_TOP, x, bottom);
                line(
                        "<text class=\"soft\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>",
                        x, bottom + 18, Span.text(age));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            int top = STRIPS_TOP + i * STRIP + 6;
            int row = i;
            all.get(i).side().left().stream()
                    .map(one -> number(ageX(age(one.creation()))))
                    .distinct()
                    .forEach(x -> line(
                            "<line class=\"tick c%d\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>",
                            row, x, top, x, top + STRIP - 12));
        }
    }

    private double age(Instant creation) {
        return Duration.between(creation, period.until()).toSeconds();
    }

    /// On a logarithmic scale, the youngest at the right.
    private double ageX(double age) {
        double least = Math.log(300);
        double part = (Math.log(Math.max(300, age)) - least) / Math.max(1, Math.log(Math.max(600, longestAge)) - least);
        return RIGHT - part * (RIGHT - LEFT);
    }

    private double x(Instant at) {
        double part = (double) Duration.between(period.from(), at).toSeconds()
                / period.length().toSeconds();
        return LEFT + Math.min(1, part) * (RIGHT - LEFT);
    }

    private double y(int value) {
        return BOTTOM - (double) value / most * (BOTTOM - TOP);
    }

    /// The next number that divides well into the lines.
    private static int niceTop(int value) {
        int unit = COUNT_LINES;
        while (unit * 10 < value) {
            unit *= 10;
        }
        return (value + unit - 1) / unit * unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void line(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
