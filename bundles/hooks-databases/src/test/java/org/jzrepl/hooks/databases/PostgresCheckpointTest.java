// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.hooks.databases.PostgresBench.LONG;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.HookContract;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.databases.PostgresServer;

/// The hook with a real PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresCheckpointTest implements HookContract {
    private static final DatasetPath TANK = DatasetPath.parse("tank/db");
    private static final String OF_HOOKS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'jzrepl' AND pid <> pg_backend_pid()";

    private final PostgresBench bench = PostgresBench.open();
    private TestThreads threads = new TestThreads();

    @BeforeAll
    void prepare() throws SQLException {
        try (var admin = bench.admin()) {
            admin.run("CREATE TABLE orders (id INT)");
            admin.run("CREATE ROLE clerk LOGIN PASSWORD 'clerk'");
        }
    }

    @AfterAll
    void end() throws Exception {
        bench.close();
    }

    @BeforeEach
    void threads() {
        threads = new TestThreads();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        await("no thread of a hook is left").atMost(LONG).until(() -> threads.running() == 0);
        threads.close();
        try (var admin = bench.admin()) {
            await("no connection of a hook is left").atMost(LONG).until(() -> admin.count(OF_HOOKS) == 0);
        }
    }

    private PostgresCheckpoint hook(String dsn, Duration timeout) {
        return new PostgresCheckpoint(PostgresDsn.parse(dsn, Map.of()), new TimeLimit(timeout, threads));
    }

    @Override
    public Hook working() {
        return hook(bench.dsn(), LONG);
    }

    @Override
    public Hook failing() {
        return hook(bench.address() + " dbname=postgres user=nobody password=no", LONG);
    }

    @Override
    public Optional<Hook> waiting() {
        return Optional.of(hook(bench.mute(), LONG));
    }

    private void assertCheckpointBy(String dsn) throws Exception {
        try (var admin = bench.admin()) {
            admin.run("INSERT INTO orders VALUES (1)");
            var before = admin.ask("SELECT pg_current_wal_insert_lsn()");
            var reached = "SELECT checkpoint_lsn >= '" + before + "'::pg_lsn FROM pg_control_checkpoint()";
            assertEquals("f", admin.ask(reached));
            var engagement = hook(dsn, LONG).engage(TANK, "snap");
            assertEquals("t", admin.ask(reached));
            assertEquals("postgres CHECKPOINT completed", engagement.report());
            engagement.close();
            assertEquals("postgres CHECKPOINT completed", engagement.report());
        }
    }

    @Test
    void all_that_was_written_is_on_disk_before_the_snapshot() throws Exception {
        assertCheckpointBy(bench.dsn());
        assertTrue(
                bench.server().log().contains("checkpoint starting: immediate force wait"),
                bench.server().log());
    }

    @Test
    void a_url_leads_to_the_server_too() throws Exception {
        var password = PostgresServer.PASSWORD.replace("/", "%2F");
        assertCheckpointBy("postgres://" + PostgresServer.ADMIN + ":" + password + "@127.0.0.1:"
                + bench.server().port() + "/postgres?sslmode=disable");
    }

    @Test
    void so_does_the_folder_of_a_unix_socket_with_a_file_of_passwords(@TempDir Path folder) throws Exception {
        var passwords = folder.resolve("pgpass");
        Files.writeString(
                passwords,
                "# host:port:database:user:password\nelse:*:*:*:no\nlocalhost:"
                        + bench.server().port() + ":*:admin:" + PostgresServer.PASSWORD + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        var dsn = "host=" + bench.server().sockets() + " port=" + bench.server().port()
                + " dbname=postgres user=admin passfile=" + passwords;
        assertCheckpointBy(dsn);
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    }

    @Test
    void a_server_that_does_not_answer_leaves_it_to_the_next() throws Exception {
        assertCheckpointBy(bench.dsn().replace("host=127.0.0.1", "host=/no/such/folder,127.0.0.1"));
    }

    @Test
    void a_wrong_password_is_refused_and_not_shown() {
        var dsn = bench.dsn().replace(PostgresServer.PASSWORD, "sesame");
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertEquals(
                "postgres CHECKPOINT failed: FATAL: password authentication failed for user \"admin\"",
                refused.getMessage());
        for (Throwable one = refused; one != null; one = one.getCause()) {
            assertFalse(one.toString().contains("sesame"), one.toString());
        }
    }

    @Test
    void who_may_not_checkpoint_is_told_so() {
        var dsn = bench.address() + " dbname=postgres user=clerk password=clerk";
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertTrue(
                refused.getMessage().matches("postgres CHECKPOINT failed: ERROR: .*pg_checkpoint.*"),
                refused.getMessage());
    }

    @Test
    void without_a_word_about_it_tls_is_required() {
        var dsn = bench.dsn().replace("sslmode=disable", "");
        var refused = assertThrows(IOException.class, () -> hook(dsn, LONG).engage(TANK, "snap"));
        assertEquals("postgres CHECKPOINT failed: The server does not support SSL.", refused.getMessage());
    }

    @Test
    void over_tls_the_server_is_checked_as_far_as_the_dsn_says(@TempDir Path folder) throws Exception {
        var authority = Authority.create(folder, "authority");
        var stranger = Authority.create(folder, "stranger");
        var issued = authority.issue("server", Authority.Wish.of("db").sans("IP:127.0.0.1"));
        try (var admin = bench.admin()) {
            admin.run("ALTER SYSTEM SET ssl_cert_file = '" + bench.server().copy(issued.cert()) + "'");
            admin.run("ALTER SYSTEM SET ssl_key_file = '" + bench.server().copy(issued.key()) + "'");
            bench.switchTls(admin, "on");
            assertCheckpointBy(bench.overTls("require", ""));
            assertCheckpointBy(bench.overTls("verify-full", " sslrootcert=" + authority.certificate()));
            for (var mode : List.of("require", "verify-ca", "verify-full")) {
                var wrong = bench.overTls(mode, " sslrootcert=" + stranger.certificate());
                assertThrows(IOException.class, () -> hook(wrong, LONG).engage(TANK, "snap"), mode);
            }
            var unknown = bench.overTls("verify-full", "");
            assertThrows(IOException.class, () -> hook(unknown, LONG).engage(TANK, "snap"));
            var misnamed = bench.overTls("verify-full", " sslrootcert=" + authority.certificate())
                    .replace("host=127.0.0.1", "host=localhost");
            var refused =
                    assertThrows(IOException.class, () -> hook(misnamed, LONG).engage(TANK, "snap"));
            assertTrue(refused.getMessage().contains("localhost"), refused.getMessage());
            bench.switchTls(admin, "off");
        }
    }

    @Test
    void a_server_that_hangs_has_its_time_and_no_more() throws Exception {
        bench.whileCheckpointsHang(_ -> {
            var late = assertThrows(
                    IOException.class,
                    () -> hook(bench.dsn(), Duration.ofMillis(1500)).engage(TANK, "snap"));
            assertEquals("postgres CHECKPOINT failed: timed out after 1.5s", late.getMessage());
        });
    }

    @Test
    void parameters_of_the_server_are_its_own() throws Exception {
        bench.whileCheckpointsHang(_ -> {
            var late = assertThrows(
                    IOException.class,
                    () -> hook(bench.dsn() + " statement_timeout='200 ms'", LONG)
                            .engage(TANK, "snap"));
            assertEquals(
                    "postgres CHECKPOINT failed: ERROR: canceling statement due to statement timeout",
                    late.getMessage());
        });
    }

    @Test
    void an_interrupt_ends_the_wait() throws Exception {
        bench.whileCheckpointsHang(admin -> {
            var end = new AtomicReference<String>("");
            var hooked = threads.start("hook", () -> {
                try {
                    hook(bench.dsn(), LONG).engage(TANK, "snap");
                } catch (IOException | InterruptedException e) {
                    end.set(e.getClass().getSimpleName());
                }
            });
            await("the hook waits").atMost(LONG).until(() -> admin.count(OF_HOOKS + " AND query = 'CHECKPOINT'") == 1);
            hooked.interrupt();
            hooked.join();
            assertEquals("InterruptedException", end.get());
        });
    }

    @Test
    void a_connection_that_breaks_in_the_middle_is_an_error() throws Exception {
        bench.whileCheckpointsHang(admin -> {
            var end = new AtomicReference<String>("");
            var hooked = threads.start("hook", () -> {
                try {
                    hook(bench.dsn(), LONG).engage(TANK, "snap");
                } catch (IOException e) {
                    end.set(e.getMessage());
                }
            });
            await("the hook waits").atMost(LONG).until(() -> admin.count(OF_HOOKS + " AND query = 'CHECKPOINT'") == 1);
            admin.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jzrepl'");
            hooked.join();
            assertEquals(
                    "postgres CHECKPOINT failed: FATAL: terminating connection due to administrator command",
                    end.get());
        });
    }
}
