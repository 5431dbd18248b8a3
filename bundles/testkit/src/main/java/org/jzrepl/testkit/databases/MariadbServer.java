// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.databases;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A MariaDB server on a loopback port and a Unix socket, with the table `shop.orders`.
public final class MariadbServer implements AutoCloseable {
    /// May do everything.
    public static final String ADMIN = "admin";
    /// May lock tables, and nothing else.
    public static final String HOOK = "hook";
    /// Of both; it looks like an escape, which no DSN of MySQL has in a password.
    public static final String PASSWORD = "geheim%41:x";

    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");
    private static final String LOG = "mariadbd.log";

    private final ServerFolder folder;
    private Process process;
    private int port;

    private MariadbServer(ServerFolder folder) throws IOException {
        this.folder = folder;
        start();
    }

    public static MariadbServer create() throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IOException(PROGRAM + " is missing: install mariadb-server-core and mariadb-client-core");
        }
        var folder = ServerFolder.create("jzrepl-mariadb-");
        folder.run(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + folder.file("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--innodb-log-file-size=4M",
                "--innodb-buffer-pool-size=8M"));
        Files.writeString(folder.file("init.sql"), """
                CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s';
                GRANT ALL ON *.* TO '%s'@'%%';
                CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s';
                GRANT RELOAD ON *.* TO '%s'@'%%';
                CREATE DATABASE IF NOT EXISTS shop;
                CREATE TABLE IF NOT EXISTS shop.orders (id INT PRIMARY KEY) ENGINE=InnoDB;
                """.formatted(ADMIN, PASSWORD, ADMIN, HOOK, PASSWORD, HOOK));
        return new MariadbServer(folder);
    }

    /// Once more, after [#kill].
    public void start() throws IOException {
        do {
            port = ServerFolder.freePort();
            process = folder.start(
                    LOG,
                    List.of(
                            PROGRAM.toString(),
                            "--no-defaults",
                            "--datadir=" + folder.file("data"),
                            "--socket=" + socket(),
                            "--pid-file=" + folder.file("pid"),
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--innodb-log-file-size=4M",
                            "--innodb-buffer-pool-size=8M",
                            "--innodb-flush-log-at-trx-commit=0",
                            "--init-file=" + folder.file("init.sql")));
        } while (!isListening());
    }

    /// False if somebody else took the port before the server did.
    private boolean isListening() throws IOException {
        await().atMost(Duration.ofMinutes(2)).until(() -> greets() || !process.isAlive());
        if (!process.isAlive() && !folder.text(LOG).contains("Address already in use")) {
            throw new IOException("mariadbd does not start: " + folder.text(LOG));
        }
        return process.isAlive();
    }

    /// A server that is ready speaks first.
    private boolean greets() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    public int port() {
        return port;
    }

    public Path socket() {
        return folder.file("mariadb.sock");
    }

    /// Of the hook's user, as Go's driver writes it.
    public String dsn() {
        return HOOK + ":" + PASSWORD + "@tcp(127.0.0.1:" + port + ")/";
    }

    /// A command that does with the database `shop` what its last argument, in SQL, says.
    public List<String> command(String sql) {
        return List.of(
                "mariadb",
                "--no-defaults",
                "--host=127.0.0.1",
                "--port=" + port,
                "--user=" + ADMIN,
                "--password=" + PASSWORD,
                "shop",
                "--execute=" + sql);
    }

    /// It answers nobody until [#thaw].
    public void freeze() throws IOException {
        ServerFolder.signal("STOP", process.pid());
    }

    public void thaw() throws IOException {
        ServerFolder.signal("CONT", process.pid());
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        folder.close();
    }
}
