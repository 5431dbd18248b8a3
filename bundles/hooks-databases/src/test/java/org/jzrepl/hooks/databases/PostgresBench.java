// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jzrepl.testkit.databases.PostgresServer;

/// A real PostgreSQL, and a place beside it that is mute.
final class PostgresBench implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(5);

    private final PostgresServer server;

    /// The system takes callers in, and nobody ever answers.
    private final ServerSocket mute;

    private PostgresBench(PostgresServer server, ServerSocket mute) {
        this.server = server;
        this.mute = mute;
    }

    static PostgresBench open() {
        try {
            var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            return new PostgresBench(PostgresServer.create("log_checkpoints=on"), mute);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    PostgresServer server() {
        return server;
    }

    String address() {
        return "host=127.0.0.1 sslmode=disable port=" + server.port();
    }

    String dsn() {
        return address() + " dbname=postgres user=" + PostgresServer.ADMIN + " password=" + PostgresServer.PASSWORD;
    }

    /// The DSN of the mute place.
    String mute() {
        return dsn().replace("port=" + server.port(), "port=" + mute.getLocalPort());
    }

    Client admin() throws SQLException {
        return new Client(PostgresConnections.open(PostgresDsn.parse(dsn() + " application_name=admin", Map.of())));
    }

    /// Where it speaks TLS in that mode.
    String overTls(String mode, String more) {
        return dsn().replace("sslmode=disable", "sslmode=" + mode) + more;
    }

    void switchTls(Client admin, String to) throws SQLException {
        admin.run("ALTER SYSTEM SET ssl = " + to);
        admin.ask("SELECT pg_reload_conf()");
        await("tls is " + to).atMost(LONG).until(() -> {
            try (var fresh = admin()) {
                return fresh.ask("SHOW ssl").equals(to);
            }
        });
    }

    interface Story {
        void tell(Client admin) throws Exception;
    }

    /// Stops the process that does them.
    void whileCheckpointsHang(Story story) throws Exception {
        try (var admin = admin()) {
            long checkpointer = admin.count("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
            server.freeze(checkpointer);
            try {
                story.tell(admin);
            } finally {
                server.thaw(checkpointer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        mute.close();
    }
}
