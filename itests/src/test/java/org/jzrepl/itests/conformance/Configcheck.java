// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.conformance;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jzrepl.itests.Tree;
import org.jzrepl.launcher.Container;
import org.osgi.framework.BundleException;

/// The product's container in this JVM, for many runs of its command `configcheck`. Used by one thread at a time,
/// which takes the JVM's output during a run.
final class Configcheck implements Closeable {
    private Optional<Container> container = Optional.empty();
    private ToIntFunction<String[]> command = _ -> {
        throw new IllegalStateException("not started");
    };

    /// What a run ended with, and what it wrote.
    record Result(int status, String output, String errors) {}

    void start(Path state) throws IOException, BundleException {
        var started = new Container(Tree.product(), state);
        container = Optional.of(started);
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        try {
            started.start();
        } finally {
            thread.setContextClassLoader(loader);
        }
        command = started.command("configcheck").orElseThrow(() -> new IllegalStateException("" + started.problems()));
    }

    Result run(String... arguments) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int status = command.applyAsInt(arguments);
            return new Result(status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Override
    public void close() throws IOException {
        if (container.isPresent()) {
            container.orElseThrow().close();
        }
    }
}
