// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The socket, as a client meets it, and who may have it.
final class SocketControlPointTest {
    @TempDir
    private Path folder;

    private SmallDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new SmallDaemon(folder);
    }

    @AfterEach
    void end_threads() {
        daemon.close();
    }

    @Test
    void each_path_has_its_answer() throws IOException {
        try (var _ = daemon.open()) {
            assertTrue(daemon.post("/version", "").startsWith("HTTP/1.1 200 OK\r\n"));
            assertTrue(daemon.post("/status", "{}").contains("\"Jobs\":{\"_control\""));
            assertTrue(daemon.post("/nowhere", "{}").startsWith("HTTP/1.1 404 "));
        }
    }

    @Test
    void a_signal_reaches_its_job_and_what_the_daemon_refuses_comes_back_in_its_words() throws IOException {
        try (var _ = daemon.open()) {
            assertTrue(daemon.post("/signal", "{\"name\":\"data\",\"OP\":\"wakeup\",\"more\":1}")
                    .endsWith("\r\n\r\n{}\n"));
            assertEquals(List.of("wakeup data"), daemon.signals);
            assertRefused(500, "job \"nobody\" does not exist; jobs: data", "{\"Name\":\"nobody\",\"Op\":\"wakeup\"}");
            assertRefused(500, "reset job \"data\": no run is under way", "{\"Name\":\"data\",\"Op\":\"reset\"}");
            assertRefused(500, "operation \"dance\" is invalid", "{\"Name\":\"data\",\"Op\":\"dance\"}");
            assertRefused(400, "field Op is missing", "{\"Name\":\"data\"}");
            assertRefused(400, "request is no signal", "[]");
            assertRefused(400, "request is no signal", "{");
        }
    }

    @Test
    void a_reload_shows_what_changes_or_all_that_is_wrong() throws IOException {
        try (var _ = daemon.open()) {
            var compared = daemon.post("/reload", "{\"DryRun\":true}");
            assertTrue(
                    compared.endsWith("\r\n\r\n{\"Added\":[\"home\"],\"Changed\":[],\"Removed\":[],"
                            + "\"Difference\":[\"+ jobs[home].type: snap\"],"
                            + "\"Warnings\":[\"jzrepl.yml:1:1: global: is odd\"]}\n"),
                    compared);
            assertEquals(List.of(), daemon.signals);
            assertTrue(daemon.post("/reload", "").contains("\"- jobs[home].type: snap\""));
            var refused = daemon.post("/reload", "{}");
            assertTrue(refused.startsWith("HTTP/1.1 500 "), refused);
            assertTrue(
                    refused.endsWith("configuration is refused, nothing changed:\n"
                            + "jzrepl.yml:3:5: jobs[0].type: is missing; installed: snap\n"),
                    refused);
        }
    }

    private void assertRefused(int status, String words, String request) throws IOException {
        var reply = daemon.post("/signal", request);
        assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
        assertTrue(reply.contains(words), reply);
    }

    @Test
    void a_client_that_says_nothing_is_let_go_and_keeps_nobody_waiting() throws IOException {
        try (var _ = daemon.open();
                var silent = daemon.dial()) {
            assertTrue(daemon.post("/version", "").startsWith("HTTP/1.1 200 "));
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "closed after a second");
        }
    }

    @Test
    void a_socket_that_a_killed_daemon_left_behind_is_replaced_and_one_that_answers_is_not() throws IOException {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(daemon.socket()));
        }
        assertTrue(Files.exists(daemon.socket()));
        try (var _ = daemon.open()) {
            var refusal = assertThrows(IOException.class, daemon::open);
            assertTrue(
                    refusal.getMessage().contains("a daemon answers on control socket " + daemon.socket()),
                    refusal.getMessage());
            assertTrue(daemon.post("/version", "").startsWith("HTTP/1.1 200 "), "the first one goes on");
        }
        assertFalse(Files.exists(daemon.socket()), "an orderly end leaves nothing");
    }

    @Test
    void a_place_that_is_no_socket_or_open_to_others_is_refused() throws IOException {
        Files.writeString(daemon.socket(), "a file of somebody's");
        assertTrue(refusal().contains("exists and is no socket"), refusal());
        assertTrue(Files.exists(daemon.socket()), "and stays");
        Files.delete(daemon.socket());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(refusal().contains("is open to others: chmod o-rwx it"), refusal());
        var nowhere =
                assertThrows(IOException.class, () -> daemon.open(daemon.point, folder.resolve("no/such/control")));
        assertTrue(nowhere.getMessage().contains("does not exist: create it with mode 0750"), nowhere.getMessage());
    }

    @Test
    void others_cannot_reach_the_socket() throws IOException {
        try (var _ = daemon.open()) {
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.socket())));
        }
    }

    @Test
    void closing_ends_the_acceptor() throws IOException {
        daemon.open().close();
        await().until(() -> daemon.threads.running() == 0);
        assertThrows(IOException.class, () -> daemon.post("/version", ""));
    }

    private String refusal() {
        return String.valueOf(assertThrows(IOException.class, daemon::open).getMessage());
    }
}
