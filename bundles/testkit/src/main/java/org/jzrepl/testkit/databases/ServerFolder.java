// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.databases;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A folder of its own for a server, and programs that work in it. Database servers refuse root, so for root
/// both are the user nobody's.
record ServerFolder(Path path) implements Closeable {
    private static final String NOBODY = "nobody";

    static ServerFolder create(String prefix) throws IOException {
        var folder = Files.createTempDirectory(prefix);
        own(folder);
        return new ServerFolder(folder);
    }

    private static void own(Path file) throws IOException {
        if (isRoot()) {
            var user = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
            Files.setOwner(file, user);
        }
    }

    /// A copy that the server may read, and nobody else.
    Path copy(Path original) throws IOException {
        var copy = Files.copy(original, file(original.getFileName().toString()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        own(copy);
        return copy;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /// Its output is added to `log`.
    Process start(String log, List<String> command) throws IOException {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
        }
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .directory(path.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file(log).toFile()));
        builder.environment().put("HOME", path.toString());
        return builder.start();
    }

    void run(List<String> command) throws IOException, InterruptedException {
        int status = start("run.log", command).waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status + ": " + text("run.log"));
        }
    }

    String text(String log) throws IOException {
        return Files.exists(file(log)) ? Files.readString(file(log)) : "";
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Sends a signal by its name, such as `STOP`.
    static void signal(String name, long pid) throws IOException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (status != 0) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + status);
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
