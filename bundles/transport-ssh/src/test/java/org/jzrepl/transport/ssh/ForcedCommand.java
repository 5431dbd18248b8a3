// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// `jzrepl stdinserver` with the sockets of a test, started as the product's script does.
final class ForcedCommand {
    private ForcedCommand() {}

    /// A script that connects `identity`; the sockets are in `folder/sockets`.
    static Path write(Path folder, String identity) throws IOException {
        var sockets = Files.createDirectory(
                folder.resolve("sockets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var config = folder.resolve("jzrepl.yml");
        Files.writeString(config, "global: {serve: {stdinserver: {sockdir: " + sockets + "}}}\n");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return script(
                folder.resolve("stdinserver"),
                "exec " + java + " -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp '"
                        + System.getProperty("java.class.path") + "' org.jzrepl.cli.Stdinserver --config " + config
                        + " " + identity);
    }

    static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
