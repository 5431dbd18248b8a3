// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.stream.Collectors;
import org.jzrepl.api.log.LogEntry;

/// An entry in a line: time, level, message, and its fields, of which the job's name comes first.
final class LogLine {
    private static final String JOB = "job";

    private LogLine() {}

    static String of(LogEntry entry) {
        var job = entry.fields().containsKey(JOB) ? "[" + entry.fields().get(JOB) + "] " : "";
        return entry.at() + " " + entry.level() + " " + job + entry.message()
                + entry.fields().entrySet().stream()
                        .filter(field -> !field.getKey().equals(JOB))
                        .map(field -> " " + field.getKey() + "="
                                + quoted(field.getValue().toString()))
                        .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        var plain = value.replace("\n", "\\n").replace("\u001b", "\\e");
        return plain.contains(" ") || plain.isEmpty() ? "\"" + plain + "\"" : plain;
    }
}
