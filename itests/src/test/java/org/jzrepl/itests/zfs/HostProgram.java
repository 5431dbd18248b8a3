// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program of the host, run to its end.
record HostProgram(List<String> command, Map<String, String> environment, Duration atMost) {
    HostProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// Its output, standard and error in one.
    ///
    /// @throws IOException with that output, if it does not end with 0 and in time
    String run(InputStream input) throws IOException, InterruptedException {
        var output = Files.createTempFile("jzrepl-", ".out");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            feed(process, input);
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(command + " did not end within " + atMost + ": " + text(output));
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with " + process.exitValue() + ": " + text(output));
            }
            return text(output);
        } finally {
            Files.delete(output);
        }
    }

    /// On a thread of its own: a program that does not read must not keep us from giving it up.
    private static void feed(Process process, InputStream input) {
        Thread.ofVirtual().start(() -> {
            try (var out = process.getOutputStream()) {
                input.transferTo(out);
            } catch (IOException e) {
                // it ended without reading all; its exit status tells whether that is wrong
            }
        });
    }

    private static String text(java.nio.file.Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
