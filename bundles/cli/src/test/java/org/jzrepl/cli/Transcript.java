// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A session at a terminal, as a text: what it shows, commands with what they print, and files.
///
/// A command's line begins with `$ jzrepl`. The lines below it are its standard output, those that begin with
/// `2> ` its error output, and `[N]` its exit status where that is not 0. `-- NAME --` begins a file; one
/// whose name begins with `/` is what the daemon answers to that path, with a status other than 200 behind
/// the name.
record Transcript(List<Command> commands, Map<String, String> contentByFile) {
    private static final String PROMPT = "$ jzrepl";

    /// What was typed, and what must come of it.
    record Command(List<String> arguments, String session) {}

    static Transcript parse(String text) {
        var commands = new ArrayList<Command>();
        var files = new LinkedHashMap<String, String>();
        var file = "";
        for (var line : text.lines().toList()) {
            if (line.matches("-- .+ --")) {
                file = line.substring(3, line.length() - 3);
                files.put(file, "");
            } else if (!file.isEmpty()) {
                files.merge(file, line + "\n", String::concat);
            } else if (line.startsWith(PROMPT)) {
                commands.add(new Command(words(line.substring(PROMPT.length())), line + "\n"));
            } else if (!commands.isEmpty()) {
                var last = commands.removeLast();
                commands.add(new Command(last.arguments(), last.session() + line + "\n"));
            }
        }
        return new Transcript(List.copyOf(commands), files);
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : List.of(line.strip().split(" +"));
    }

    /// The text that a command's run would be written down as.
    static String session(Command command, int status, String out, String err) {
        var session = new StringBuilder(PROMPT);
        command.arguments().forEach(word -> session.append(' ').append(word));
        session.append('\n').append(out);
        err.lines().forEach(line -> session.append("2> ").append(line).append('\n'));
        return status == 0
                ? session.toString()
                : session.append('[').append(status).append("]\n").toString();
    }
}
