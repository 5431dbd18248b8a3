// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jzrepl.itests.Tree;

/// The product's command, run to its end.
public final class Product {
    private Product() {}

    /// What a command has left: its exit status and what it wrote.
    public record Outcome(int status, String out, String err) {}

    /// `bin/jzrepl` with these arguments and the state of `folder`.
    public static Outcome run(DaemonFolder folder, String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile("jzrepl-", ".out");
        var err = Files.createTempFile("jzrepl-", ".err");
        try {
            var process = command(folder, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            int status = process.waitFor();
            return new Outcome(status, text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static ProcessBuilder command(DaemonFolder folder, String... arguments) {
        var argv = new ArrayList<>(folder.host());
        argv.add(Tree.product().resolve("bin/jzrepl").toString());
        argv.addAll(List.of(arguments));
        var builder = new ProcessBuilder(argv).directory(folder.path().toFile());
        builder.environment().putAll(Map.of("STATE_DIRECTORY", folder.state().toString()));
        return builder;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
