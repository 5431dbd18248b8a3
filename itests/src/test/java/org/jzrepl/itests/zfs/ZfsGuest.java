// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jzrepl.itests.Tree;

/// A virtual machine with real OpenZFS. One for each version and test JVM, with whose end it ends.
///
/// Its pools are `tank` and `backup`, mounted nowhere.
public final class ZfsGuest {
    private static final Map<String, ZfsGuest> STARTED = new ConcurrentHashMap<>();
    private static final Path SCRIPTS = Tree.root().resolve("itests/zfs-vm");
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(30);
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
    private static final Duration DIAGNOSED_WITHIN = Duration.ofSeconds(20);
    private static final String BLOCKED = "echo w > /proc/sysrq-trigger; dmesg | tail -n 300";
    private static final int LINES_SHOWN = 100;

    private final Path folder;

    private ZfsGuest(Path folder) {
        this.folder = folder;
    }

    /// The guest with `version`, 2.1 or 2.3, started at the first call.
    public static ZfsGuest of(String version) {
        return STARTED.computeIfAbsent(version, ZfsGuest::start);
    }

    private static ZfsGuest start(String version) {
        long pid = ProcessHandle.current().pid();
        var name = "t" + pid + "-" + version.replace(".", "");
        var environment = Map.of("ZFSVER", version, "ZVM_OWNER", Long.toString(pid));
        try {
            var guests = script(environment, "ensure.sh").strip();
            script(environment, "start.sh", name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(name)));
            var guest = new ZfsGuest(Path.of(guests.substring(guests.lastIndexOf('\n') + 1), name));
            guest.shell("zpool create -m none tank /dev/vda1 && zpool create -m none backup /dev/vdb1");
            return guest;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("guest with OpenZFS " + version + " does not start", e);
        }
    }

    private static void stop(String name) {
        try {
            script(Map.of(), "stop.sh", name);
        } catch (IOException | InterruptedException e) {
            System.err.println("guest " + name + " ends with this process: " + e);
        }
    }

    private static String script(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return new HostProgram(command, environment, BUILT_WITHIN).run(InputStream.nullInputStream());
    }

    /// The command that is `zfs` in the guest.
    public Path zfs() {
        return folder.resolve("bin/zfs");
    }

    /// Runs a shell script in the guest and returns its output.
    ///
    /// @throws IOException with the output, if it does not end with 0
    public String shell(String script) throws IOException, InterruptedException {
        return run(List.of("-n", "sh", "-c", "set -e\n" + script), InputStream.nullInputStream());
    }

    /// Runs a program that reads `input`.
    public void feed(List<String> command, InputStream input) throws IOException, InterruptedException {
        run(command, input);
    }

    /// Each file of a snapshot with its SHA-256.
    public SortedMap<String, String> checksums(String snapshot) throws IOException, InterruptedException {
        return shell("at=$(mktemp -d); mount -t zfs '" + snapshot + "' $at; cd $at\n"
                        + "find . -type f -exec sha256sum '{}' ';'; cd /; umount $at; rmdir $at")
                .lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (first, _) -> first, TreeMap::new));
    }

    private String run(List<String> arguments, InputStream input) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(folder.resolve("bin/zvm").toString()));
        command.addAll(arguments);
        try {
            return new HostProgram(command, Map.of(), ANSWERED_WITHIN).run(input);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "\n" + diagnosis(), e);
        }
    }

    /// What the guest's kernel says, with the stacks of all that is blocked in it; if it says nothing, the
    /// ends of its console and of what QEMU has said. `.ci/run` shows these lines.
    private String diagnosis() {
        var said = new StringBuilder();
        try {
            var command = List.of(folder.resolve("bin/zvm").toString(), "-n", "sh", "-c", BLOCKED);
            said.append(new HostProgram(command, Map.of(), DIAGNOSED_WITHIN).run(InputStream.nullInputStream()));
        } catch (IOException e) {
            said.append(e.getMessage()).append(tail("console")).append(tail("qemu.log"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said.toString().lines().map(line -> "guest: " + line).collect(Collectors.joining("\n"));
    }

    private String tail(String file) {
        try {
            var lines = Files.readAllLines(folder.resolve(file), StandardCharsets.ISO_8859_1);
            var end = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
            return "\nthe end of the guest's " + file + ":\n" + String.join("\n", end);
        } catch (IOException e) {
            return "\nthe guest's " + file + " cannot be read: " + e;
        }
    }
}
