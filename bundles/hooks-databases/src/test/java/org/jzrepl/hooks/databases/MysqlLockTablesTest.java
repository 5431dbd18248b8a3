// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.testkit.HookContract;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.databases.MariadbServer;

/// The hook with a real MariaDB.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MysqlLockTablesTest implements HookContract {
    private static final DatasetPath TANK = DatasetPath.parse("tank/db");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String OF_HOOKS = "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '"
            + MariadbServer.HOOK + "' AND command <> 'Killed'";

    private final MariadbServer server = server();
    private final AtomicInteger orders = new AtomicInteger();
    private TestThreads threads = new TestThreads();

    /// The system takes callers in, and nobody ever answers.
    private final ServerSocket mute = mute();

    private static ServerSocket mute() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MariadbServer server() {
        try {
            return MariadbServer.create();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void end() throws Exception {
        server.close();
        mute.close();
    }

    @BeforeAll
    void load_the_driver() {
        // loads what the first connection needs, so that limits of time measure the server only
        assertThrows(
                IOException.class,
                () -> hook("nobody:no@tcp(127.0.0.1:" + server.port() + ")/", LONG)
                        .engage(TANK, "snap"));
    }

    @BeforeEach
    void threads() {
        threads = new TestThreads();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        await("no thread of a hook is left").atMost(LONG).until(() -> threads.running() == 0);
        threads.close();
        try (var admin = admin()) {
            await("no connection of a hook is left").atMost(LONG).until(() -> admin.count(OF_HOOKS) == 0);
            admin.run("INSERT INTO shop.orders VALUES (" + orders.incrementAndGet() + ")");
        }
    }

    private MysqlLockTables hook(String dsn, Duration timeout) {
        return new MysqlLockTables(MysqlDsn.parse(dsn), new TimeLimit(timeout, threads));
    }

    @Override
    public Hook working() {
        return hook(server.dsn(), LONG);
    }

    @Override
    public Hook failing() {
        return hook("nobody:no@tcp(127.0.0.1:" + server.port() + ")/", LONG);
    }

    @Override
    public Optional<Hook> waiting() {
        return Optional.of(hook("hook:any@tcp(127.0.0.1:" + mute.getLocalPort() + ")/", LONG));
    }

    private Client admin() throws SQLException {
        var dsn = MariadbServer.ADMIN + ":" + MariadbServer.PASSWORD + "@tcp(127.0.0.1:" + server.port() + ")/";
        return new Client(MysqlConnections.open(MysqlDsn.parse(dsn)));
    }

    /// Begins to write, on a thread of its own.
    private Thread writer() {
        int id = orders.incrementAndGet();
        return threads.start("writer", () -> {
            try (var client = admin()) {
                client.run("INSERT INTO shop.orders VALUES (" + id + ")");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// Whether somebody's `INSERT` waits for a lock.
    private static boolean isHeldUp(Client admin) throws SQLException {
        return admin.count("SELECT COUNT(*) FROM information_schema.processlist"
                        + " WHERE info LIKE 'INSERT%' AND state LIKE 'Waiting for%lock'")
                == 1;
    }

    @Test
    void nobody_writes_between_the_edges() throws Exception {
        try (var admin = admin()) {
            long before = admin.count("SELECT COUNT(*) FROM shop.orders");
            var engagement = hook(server.dsn(), LONG).engage(TANK, "snap");
            assertEquals("FLUSH TABLES WITH READ LOCK", engagement.report());
            var writer = writer();
            await("the writer waits").atMost(LONG).until(() -> isHeldUp(admin));
            assertEquals(before, admin.count("SELECT COUNT(*) FROM shop.orders"));
            engagement.close();
            assertEquals("UNLOCK TABLES", engagement.report());
            writer.join();
            assertEquals(before + 1, admin.count("SELECT COUNT(*) FROM shop.orders"));
        }
    }

    @Test
    void a_unix_socket_leads_to_the_server_too() throws Exception {
        var dsn = MariadbServer.HOOK + ":" + MariadbServer.PASSWORD + "@unix(" + server.socket() + ")/";
        try (var admin = admin()) {
            var engagement = hook(dsn, LONG).engage(TANK, "snap");
            var writer = writer();
            await("the writer waits").atMost(LONG).until(() -> isHeldUp(admin));
            engagement.close();
            writer.join();
        }
    }

    @Test
    void a_wrong_password_is_refused_and_not_shown() {
        var dsn = server.dsn().replace(MariadbServer.PASSWORD, "sesame");
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertTrue(
                refused.getMessage().startsWith("FLUSH TABLES WITH READ LOCK: ")
                        && refused.getMessage().contains("Access denied for user 'hook'"),
                refused.getMessage());
        for (Throwable one = refused; one != null; one = one.getCause()) {
            assertFalse(one.toString().contains("sesame"), one.toString());
        }
    }

    @Test
    void a_session_variable_that_the_server_does_not_know_is_an_error() {
        var dsn = server.dsn() + "?parseTime=true&tls=preferred&no_such_variable=1";
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertTrue(refused.getMessage().contains("no_such_variable"), refused.getMessage());
    }

    @Test
    void a_lock_that_is_not_to_be_had_in_time_is_given_up_and_lets_others_write_again() throws Exception {
        try (var holder = admin()) {
            holder.run("LOCK TABLES shop.orders WRITE");
            var hook = hook(server.dsn(), Duration.ofMillis(1500));
            var late = assertThrows(IOException.class, () -> hook.engage(TANK, "snap"));
            assertEquals("FLUSH TABLES WITH READ LOCK: timed out after 1.5s", late.getMessage());
            holder.run("UNLOCK TABLES");
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_lock() throws Exception {
        try (var holder = admin();
                var admin = admin()) {
            holder.run("LOCK TABLES shop.orders WRITE");
            var end = new AtomicReference<String>("");
            var hooked = threads.start("hook", () -> {
                try {
                    hook(server.dsn(), LONG).engage(TANK, "snap");
                } catch (IOException | InterruptedException e) {
                    end.set(e.getClass().getSimpleName());
                }
            });
            await("the hook waits")
                    .atMost(LONG)
                    .until(() -> admin.count("SELECT COUNT(*) FROM information_schema.processlist"
                                    + " WHERE info LIKE 'FLUSH%' AND state LIKE 'Waiting for%'")
                            == 1);
            hooked.interrupt();
            hooked.join();
            assertEquals("InterruptedException", end.get());
            holder.run("UNLOCK TABLES");
        }
    }

    @Test
    void a_lock_whose_connection_broke_is_an_error_at_the_post_edge() throws Exception {
        try (var admin = admin()) {
            var engagement = hook(server.dsn(), LONG).engage(TANK, "snap");
            admin.run("KILL " + admin.ask("SELECT id FROM information_schema.processlist WHERE user = 'hook'"));
            var broken = assertThrows(IOException.class, engagement::close);
            assertTrue(broken.getMessage().startsWith("UNLOCK TABLES: "), broken.getMessage());
            assertEquals("FLUSH TABLES WITH READ LOCK", engagement.report());
        }
    }

    @Test
    void a_server_that_dies_in_between_is_an_error_at_the_post_edge() throws Exception {
        var engagement = hook(server.dsn(), LONG).engage(TANK, "snap");
        server.kill();
        try {
            var gone = assertThrows(IOException.class, engagement::close);
            assertTrue(gone.getMessage().startsWith("UNLOCK TABLES: "), gone.getMessage());
            var refused = assertThrows(
                    IOException.class, () -> hook(server.dsn(), LONG).engage(TANK, "snap"));
            assertTrue(refused.getMessage().contains("Connection refused"), refused.getMessage());
        } finally {
            server.start();
        }
    }

    @Test
    void a_server_that_hangs_has_its_time_and_no_more() throws Exception {
        var engagement = hook(server.dsn(), Duration.ofSeconds(4)).engage(TANK, "snap");
        server.freeze();
        try {
            var late = assertThrows(IOException.class, engagement::close);
            assertEquals("UNLOCK TABLES: timed out after 4s", late.getMessage());
            var mute = assertThrows(
                    IOException.class,
                    () -> hook(server.dsn(), Duration.ofMillis(500)).engage(TANK, "snap"));
            assertEquals("FLUSH TABLES WITH READ LOCK: timed out after 500ms", mute.getMessage());
        } finally {
            server.thaw();
        }
    }
}
