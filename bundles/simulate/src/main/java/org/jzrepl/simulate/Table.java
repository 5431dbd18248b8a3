// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.util.ArrayList;
import java.util.List;

/// The outcomes as text.
final class Table {
    private Table() {}

    /// All outcomes are of one period.
    static String text(List<Outcome> outcomes) {
        var lines = new ArrayList<String>();
        lines.add(Words.period(outcomes.getFirst().period()));
        for (int i = 0; i < outcomes.size(); i++) {
            var letter = Words.letter(outcomes, i);
            Words.summary(outcomes.get(i)).forEach(line -> lines.add(letter + line));
        }
        lines.addAll(Words.comparison(outcomes));
        lines.add("");
        lines.addAll(aligned(Words.heads(outcomes), Words.rows(outcomes)));
        lines.addAll(notes(outcomes));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> aligned(List<String> heads, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(heads);
        all.addAll(rows);
        var lines = new ArrayList<String>();
        for (var cells : all) {
            var line = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                int column = i;
                int width = all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0);
                line.append(i == 0 ? "" : "  ")
                        .append(" ".repeat(width - cells.get(i).length()));
                line.append(cells.get(i));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> notes(List<Outcome> outcomes) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < outcomes.size(); i++) {
            var letter = Words.letter(outcomes, i);
            Words.notes(outcomes.get(i)).forEach(note -> lines.add(letter + note));
        }
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }
}
