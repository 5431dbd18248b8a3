// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.Conversation;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.control.Operations;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.testkit.TestThreads;

/// The socket, as a client meets it, and who may have it.
final class SocketControlPointTest {
    private final TestThreads threads = new TestThreads();
    private final SocketControlPoint point = new SocketControlPoint(threads, Duration.ofSeconds(5));
    private final List<String> signals = new ArrayList<>();
    private final DaemonControl control = new DaemonControl() {
        @Override
        public Status status() {
            return Pictures.status(Map.of(), List.of());
        }

        @Override
        public void wakeup(JobName job) {
            if (!job.value().equals("data")) {
                throw new IllegalArgumentException("job \"" + job + "\" does not exist; jobs: data");
            }
            signals.add("wakeup " + job);
        }

        @Override
        public void reset(JobName job) {
            throw new IllegalStateException("reset job \"" + job + "\": no run is under way");
        }

        @Override
        public JobPlan plan(JobName job, JobPlan.Extent extent) {
            return new JobPlan.Unplannable("job \"" + job + "\" waits for others");
        }
    };

    private final Configurations configurations = new Configurations() {
        @Override
        public Change compare() {
            return change("+ jobs[home].type: snap");
        }

        @Override
        public Change reload() throws ConfigException {
            signals.add("reload");
            if (signals.size() > 1) {
                throw new ConfigException(
                        List.of(new Problem("jzrepl.yml", 3, 5, "jobs[0].type", "is missing; installed: snap")));
            }
            return change("- jobs[home].type: snap");
        }

        @Override
        public Effective.Mapping effective() {
            return Effective.Mapping.EMPTY;
        }

        private static Change change(String difference) {
            var warning = new Problem("jzrepl.yml", 1, 1, "global", "is odd");
            return new Change(
                    List.of(new JobName("home")), List.of(), List.of(), List.of(difference), List.of(warning));
        }
    };

    @TempDir
    private Path folder;

    private Path socket = Path.of("unset");

    @BeforeEach
    void close_the_folder_to_others() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        socket = folder.resolve("control");
    }

    @AfterEach
    void end_threads() {
        threads.close();
    }

    @Test
    void each_path_has_its_answer() throws IOException {
        try (var _ = open()) {
            assertTrue(post("/version", "").startsWith("HTTP/1.1 200 OK\r\n"));
            assertTrue(post("/status", "{}").contains("\"Jobs\":{\"_control\""));
            assertTrue(post("/nowhere", "{}").startsWith("HTTP/1.1 404 "));
        }
    }

    @Test
    void a_signal_reaches_its_job_and_what_the_daemon_refuses_comes_back_in_its_words() throws IOException {
        try (var _ = open()) {
            assertTrue(post("/signal", "{\"name\":\"data\",\"OP\":\"wakeup\",\"more\":1}")
                    .endsWith("\r\n\r\n{}\n"));
            assertEquals(List.of("wakeup data"), signals);
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
        try (var _ = open()) {
            var compared = post("/reload", "{\"DryRun\":true}");
            assertTrue(
                    compared.endsWith("\r\n\r\n{\"Added\":[\"home\"],\"Changed\":[],\"Removed\":[],"
                            + "\"Difference\":[\"+ jobs[home].type: snap\"],"
                            + "\"Warnings\":[\"jzrepl.yml:1:1: global: is odd\"]}\n"),
                    compared);
            assertEquals(List.of(), signals);
            assertTrue(post("/reload", "").contains("\"- jobs[home].type: snap\""));
            var refused = post("/reload", "{}");
            assertTrue(refused.startsWith("HTTP/1.1 500 "), refused);
            assertTrue(
                    refused.endsWith("configuration is refused, nothing changed:\n"
                            + "jzrepl.yml:3:5: jobs[0].type: is missing; installed: snap\n"),
                    refused);
        }
    }

    /// Says what it hears, until it hears nothing more.
    private static final class Echo implements Conversation {
        @Override
        public String protocol() {
            return "echo";
        }

        @Override
        public void hold(ByteChannel connection) throws IOException {
            var buffer = ByteBuffer.allocate(16);
            while (connection.read(buffer) >= 0) {
                connection.write(buffer.flip());
                buffer.clear();
            }
        }
    }

    private SocketChannel conversation(String protocol) throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        write(channel, "POST / HTTP/1.1\r\nConnection: Upgrade\r\nupgrade: " + protocol + "\r\n\r\n");
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void hear(SocketChannel channel, String text) throws IOException {
        var heard = Channels.newInputStream(channel).readNBytes(text.length());
        assertEquals(text, new String(heard, StandardCharsets.UTF_8));
    }

    @Test
    void a_connection_changes_to_a_protocol_that_is_there_for_longer_than_a_request_may_take() throws IOException {
        point.addConversation(new Echo());
        try (var _ = open();
                var channel = conversation("echo");
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            hear(channel, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "a request's time is over");
            write(channel, "still there");
            hear(channel, "still there");
        }
        await().until(() -> threads.running() == 0);
    }

    @Test
    void a_conversation_ends_with_its_bundle() throws IOException {
        var echo = new Echo();
        point.addConversation(echo);
        try (var _ = open();
                var channel = conversation("echo")) {
            hear(channel, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            point.removeConversation(echo);
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void a_protocol_that_nobody_speaks_in_time_is_refused() throws IOException {
        try (var _ = new SocketControlPoint(threads, Duration.ofMillis(1))
                        .open(socket, new Operations(control, configurations));
                var refused = conversation("echo")) {
            var reply = new String(Channels.newInputStream(refused).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(reply.startsWith("HTTP/1.1 501 "), reply);
            assertTrue(reply.contains("no bundle speaks \"echo\" here"), reply);
        }
    }

    @Test
    void a_client_who_comes_before_the_bundle_that_speaks_with_it_waits() throws IOException {
        try (var _ = open();
                var early = conversation("echo")) {
            await().until(() -> threads.running() == 2); // the acceptor, and who waits: the request's deadline is over
            point.addConversation(new Echo());
            hear(early, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        }
    }

    private void assertRefused(int status, String words, String request) throws IOException {
        var reply = post("/signal", request);
        assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
        assertTrue(reply.contains(words), reply);
    }

    @Test
    void a_client_that_says_nothing_is_let_go_and_keeps_nobody_waiting() throws IOException {
        try (var _ = open();
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertTrue(post("/version", "").startsWith("HTTP/1.1 200 "));
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "closed after a second");
        }
    }

    @Test
    void a_socket_that_a_killed_daemon_left_behind_is_replaced_and_one_that_answers_is_not() throws IOException {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));
        try (var _ = open()) {
            var refusal = assertThrows(IOException.class, this::open);
            assertTrue(
                    refusal.getMessage().contains("a daemon answers on control socket " + socket),
                    refusal.getMessage());
            assertTrue(post("/version", "").startsWith("HTTP/1.1 200 "), "the first one goes on");
        }
        assertFalse(Files.exists(socket), "an orderly end leaves nothing");
    }

    @Test
    void a_place_that_is_no_socket_or_open_to_others_is_refused() throws IOException {
        Files.writeString(socket, "a file of somebody's");
        assertTrue(refusal().contains("exists and is no socket"), refusal());
        assertTrue(Files.exists(socket), "and stays");
        Files.delete(socket);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(refusal().contains("is open to others: chmod o-rwx it"), refusal());
        socket = folder.resolve("no/such/control");
        assertTrue(refusal().contains("does not exist: create it with mode 0750"), refusal());
    }

    @Test
    void others_cannot_reach_the_socket() throws IOException {
        try (var _ = open()) {
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        }
    }

    @Test
    void closing_ends_the_acceptor() throws IOException {
        open().close();
        await().until(() -> threads.running() == 0);
        assertThrows(IOException.class, () -> post("/version", ""));
    }

    private Closeable open() throws IOException {
        return point.open(socket, new Operations(control, configurations));
    }

    private String refusal() {
        return String.valueOf(assertThrows(IOException.class, this::open).getMessage());
    }

    private String post(String path, String body) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var text =
                    "POST " + path + " HTTP/1.1\r\nHost: unix\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
