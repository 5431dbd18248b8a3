// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.databases;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A PostgreSQL server on a loopback port and a Unix socket, with a superuser.
public final class PostgresServer implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String PASSWORD = "geheim/41";

    private static final String LOG = "postgres.log";

    private final ServerFolder folder;
    private final Path programs;
    private final List<String> options;
    private Process process;
    private int port;

    private PostgresServer(ServerFolder folder, Path programs, List<String> options) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.options = List.copyOf(options);
        start();
    }

    /// `options` are of the server's command line. It trusts nobody, whichever way he comes.
    public static PostgresServer create(String... options) throws IOException, InterruptedException {
        var programs = programs();
        var folder = ServerFolder.create("jzrepl-postgres-");
        Files.writeString(folder.file("password"), PASSWORD);
        folder.run(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + folder.file("data"),
                "--username=" + ADMIN,
                "--pwfile=" + folder.file("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        return new PostgresServer(folder, programs, List.of(options));
    }

    /// Of the newest version there is.
    private static Path programs() throws IOException {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            throw new IOException(versions + " is missing: install postgresql");
        }
        try (var folders = Files.list(versions)) {
            return folders.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparingInt(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())))
                    .orElseThrow(() -> new IOException(versions + " has no server: install postgresql"));
        }
    }

    private void start() throws IOException {
        do {
            port = ServerFolder.freePort();
            var command = new ArrayList<>(List.of(
                    programs.resolve("postgres").toString(),
                    "-D",
                    folder.file("data").toString(),
                    "-k",
                    sockets().toString(),
                    "-p",
                    Integer.toString(port)));
            for (var option : List.of("listen_addresses=127.0.0.1", "fsync=off", "shared_buffers=16MB")) {
                command.addAll(List.of("-c", option));
            }
            options.forEach(option -> command.addAll(List.of("-c", option)));
            process = folder.start(LOG, command);
        } while (!isListening());
    }

    /// False if somebody else took the port before the server did.
    private boolean isListening() throws IOException {
        await().atMost(Duration.ofMinutes(2)).until(() -> answers() || !process.isAlive());
        if (!process.isAlive() && !log().contains("Address already in use")) {
            throw new IOException("postgres does not start: " + log());
        }
        return process.isAlive();
    }

    private boolean answers() throws IOException, InterruptedException {
        return new ProcessBuilder(
                                programs.resolve("pg_isready").toString(),
                                "--quiet",
                                "--host=127.0.0.1",
                                "--port=" + port)
                        .start()
                        .waitFor()
                == 0;
    }

    public int port() {
        return port;
    }

    /// The folder with its Unix socket.
    public Path sockets() {
        return folder.path();
    }

    public String log() throws IOException {
        return folder.text(LOG);
    }

    /// A copy of a certificate or key, for its options.
    public Path copy(Path original) throws IOException {
        return folder.copy(original);
    }

    /// Stops one of its processes until [#thaw].
    public void freeze(long pid) throws IOException {
        ServerFolder.signal("STOP", pid);
    }

    public void thaw(long pid) throws IOException {
        ServerFolder.signal("CONT", pid);
    }

    /// Ends it at once, as a crash would; but a `SIGKILL` would leave shared memory behind.
    public void kill() throws IOException {
        if (process.isAlive()) {
            ServerFolder.signal("QUIT", process.pid());
            process.onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        folder.close();
    }
}
