// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs another program and takes its output.
final class Program {
    private Program() {}

    /// @throws IOException with what the program said, if it did not end with 0
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, "");
    }

    /// The same with its error output shown to the user, for what takes long.
    static String runAloud(List<String> command) throws IOException, InterruptedException {
        return finish(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                command);
    }

    static String run(List<String> command, String input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return finish(process, command);
    }

    private static String finish(Process process, List<String> command) throws IOException, InterruptedException {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output.strip());
        }
        return output;
    }
}
