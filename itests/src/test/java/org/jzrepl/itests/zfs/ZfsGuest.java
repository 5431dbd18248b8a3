// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.itests.Tree;

/// A virtual machine with real OpenZFS. One for each version and test JVM, with whose end it ends.
public final class ZfsGuest {
    private static final Map<String, ZfsGuest> STARTED = new ConcurrentHashMap<>();

    private final Path bin;

    private ZfsGuest(Path bin) {
        this.bin = bin;
    }

    /// The guest with `version`, 2.1 or 2.3, started at the first call.
    public static ZfsGuest of(String version) {
        return STARTED.computeIfAbsent(version, ZfsGuest::start);
    }

    private static ZfsGuest start(String version) {
        var scripts = Tree.root().resolve("itests/zfs-vm");
        long pid = ProcessHandle.current().pid();
        var name = "t" + pid + "-" + version.replace(".", "");
        try {
            var guests = execute(List.of(scripts.resolve("ensure.sh").toString()), Map.of("ZFSVER", version))
                    .strip();
            execute(
                    List.of(scripts.resolve("start.sh").toString(), name),
                    Map.of("ZFSVER", version, "ZVM_OWNER", Long.toString(pid)));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(scripts, name)));
            var guest = new ZfsGuest(Path.of(guests.substring(guests.lastIndexOf('\n') + 1), name, "bin"));
            guest.shell("zpool create -m none tank /dev/vda1 && zpool create -m none backup /dev/vdb1");
            return guest;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("guest with OpenZFS " + version + " does not start", e);
        }
    }

    private static void stop(Path scripts, String name) {
        try {
            execute(List.of(scripts.resolve("stop.sh").toString(), name), Map.of());
        } catch (IOException | InterruptedException e) {
            System.err.println("guest " + name + " ends with this process: " + e);
        }
    }

    /// The command that is `zfs` in the guest.
    public Path zfs() {
        return bin.resolve("zfs");
    }

    /// Runs a shell script in the guest and returns its output.
    ///
    /// @throws IOException with the output, if it does not end with 0
    public String shell(String script) throws IOException, InterruptedException {
        return execute(List.of(bin.resolve("zvm").toString(), "-n", "sh", "-c", "set -e\n" + script), Map.of());
    }

    /// Runs a program that reads `input`.
    public void feed(List<String> command, InputStream input) throws IOException, InterruptedException {
        var argv = new ArrayList<>(List.of(bin.resolve("zvm").toString()));
        argv.addAll(command);
        var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        try (var out = process.getOutputStream()) {
            input.transferTo(out);
        }
        finish(process, argv);
    }

    private static String execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return finish(builder.start(), command);
    }

    private static String finish(Process process, List<String> command) throws IOException, InterruptedException {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }
}
