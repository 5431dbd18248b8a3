// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.util.List;
import java.util.stream.Collectors;

/// The outcomes as a page that needs nothing from elsewhere; well-formed XML too.
final class Page {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width"/>
            <meta name="color-scheme" content="light dark"/>
            <title>%s</title>
            <style>
            body { font: 15px system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
              background: #ffffff; color: #24292f; }
            svg { width: 100%%; height: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: right; padding: 0.2rem 0.9rem; border-bottom: 1px solid #d0d7de; }
            @media (prefers-color-scheme: dark) {
              body { background: #0d1117; color: #e6edf3; }
              th, td { border-color: #30363d; }
            }
            </style>
            </head>
            <body>
            """;

    private Page() {}

    /// All outcomes are of one period.
    static String html(List<Outcome> outcomes) {
        var title = "Simulation of "
                + outcomes.stream()
                        .map(outcome -> "job " + outcome.job() + " of " + outcome.file())
                        .collect(Collectors.joining(" and "));
        var page = new StringBuilder(String.format(HEAD, Markup.escaped(title)));
        page.append("<h1>").append(Markup.escaped(title)).append("</h1>\n");
        paragraph(page, Words.period(outcomes.getFirst().period()));
        for (int i = 0; i < outcomes.size(); i++) {
            var letter = Words.letter(outcomes, i);
            list(
                    page,
                    Words.summary(outcomes.get(i)).stream()
                            .map(line -> letter + line)
                            .toList());
        }
        list(page, Words.comparison(outcomes));
        page.append(Picture.svg(outcomes));
        table(page, outcomes);
        for (int i = 0; i < outcomes.size(); i++) {
            var letter = Words.letter(outcomes, i);
            list(
                    page,
                    Words.notes(outcomes.get(i)).stream()
                            .map(line -> letter + line)
                            .toList());
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static void table(StringBuilder page, List<Outcome> outcomes) {
        page.append("<table>\n");
        row(page, "th", Words.heads(outcomes));
        Words.rows(outcomes).forEach(cells -> row(page, "td", cells));
        page.append("</table>\n");
    }

    private static void row(StringBuilder page, String element, List<String> cells) {
        page.append("<tr>");
        cells.forEach(cell -> page.append('<')
                .append(element)
                .append('>')
                .append(Markup.escaped(cell))
                .append("</")
                .append(element)
                .append('>'));
        page.append("</tr>\n");
    }

    private static void paragraph(StringBuilder page, String text) {
        page.append("<p>").append(Markup.escaped(text)).append("</p>\n");
    }

    private static void list(StringBuilder page, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("<ul>\n");
            lines.forEach(
                    line -> page.append("<li>").append(Markup.escaped(line)).append("</li>\n"));
            page.append("</ul>\n");
        }
    }
}
