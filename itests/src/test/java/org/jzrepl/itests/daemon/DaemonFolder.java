// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Where one daemon lives: its configuration, control socket, state and log. `host` is what its command line
/// begins with, if it runs on a host of its own.
public record DaemonFolder(Path path, List<String> host) {
    /// Makes the folder, and the private one that the control socket asks for.
    public DaemonFolder {
        host = List.copyOf(host);
        try {
            Files.createDirectories(
                    path.resolve("run"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new IllegalStateException("no folder for a daemon", e);
        }
    }

    /// On this host.
    public DaemonFolder(Path path) {
        this(path, List.of());
    }

    public Path config() {
        return path.resolve("jzrepl.yml");
    }

    public Path socket() {
        return path.resolve("run/control");
    }

    public Path state() {
        return path.resolve("state");
    }

    public Path log() {
        return path.resolve("daemon.log");
    }

    /// Pools of the simulated ZFS, for `global.zfs`; tests change them through a `SimulatedZfs.inFile` of their
    /// own.
    public Path pools() {
        return path.resolve("pools");
    }

    /// A value of `global.zfs`.
    public String simulated() {
        return "{type: simulated, file: \"" + pools() + "\"}";
    }

    /// Writes the whole configuration. `global` is what the test wants beside socket and log; `jobs` are the
    /// items of that list.
    public DaemonFolder configure(String global, String jobs) throws IOException {
        return configure("", global, jobs);
    }

    /// The same with one more log outlet.
    DaemonFolder configure(String outlet, String global, String jobs) throws IOException {
        var head = """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: stdout, level: debug, format: human}, %s]
                """.formatted(socket(), outlet);
        Files.writeString(config(), head + global.strip().indent(2) + "jobs:\n" + jobs);
        return this;
    }
}
