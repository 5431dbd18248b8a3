// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.util.List;
import java.util.stream.Collectors;

/// A human must edit a file. Carries every problem that was found, in the order of the file.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /// One problem: where it is, at which key (`jobs[0].connect.address`), and what would be right. Lines and
    /// columns count from 1; 0 where there is no such place.
    public record Problem(String file, int line, int column, String key, String message)
            implements Comparable<Problem> {
        private static final java.util.Comparator<Problem> BY_PLACE = java.util.Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column);

        @Override
        public int compareTo(Problem other) {
            return BY_PLACE.compare(this, other);
        }

        @Override
        public String toString() {
            return (line > 0 ? file + ":" + line + ":" + column : file) + ": " + (key.isEmpty() ? "" : key + ": ")
                    + message;
        }
    }
}
