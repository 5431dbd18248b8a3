// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.build;

import java.util.stream.Collectors;

/// Wraps documentation lines that are too long, before the formatter sees them: it would break a line that begins
/// with a tag and leave its rest outside of the comment.
final class LongComments {
    private static final int COLUMNS = 114;
    private static final String MARK = "/// ";

    private LongComments() {}

    static String wrapped(String source) {
        return source.lines().map(LongComments::wrappedLine).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String wrappedLine(String line) {
        if (line.length() <= COLUMNS || !line.stripLeading().startsWith(MARK)) {
            return line;
        }
        var indent = line.substring(0, line.indexOf(MARK));
        int end = line.lastIndexOf(' ', COLUMNS);
        if (end <= indent.length() + MARK.length()) {
            return line;
        }
        return line.substring(0, end) + "\n" + wrappedLine(indent + MARK + line.substring(end + 1));
    }
}
