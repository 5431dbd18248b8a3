// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.List;

/// A text whose lines are indented by what they belong to. Used by one thread.
final class Outline {
    private static final String INDENT = "   ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void within(Runnable body) {
        depth++;
        body.run();
        depth--;
    }

    void line(String line) {
        text.append(line.isEmpty() ? "" : INDENT.repeat(depth) + line).append('\n');
    }

    void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
