// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.testkit.TestThreads;

final class StdinserverTransportTest {
    private static final ClientIdentity LAPTOP = new ClientIdentity("laptop");

    private final Path folder;
    private final Path command;
    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);
    private final StdinserverTransport transport = new StdinserverTransport(threads, deadlines);

    StdinserverTransportTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        command = ForcedCommand.write(folder, "laptop");
    }

    @AfterEach
    void end() {
        deadlines.close();
        threads.close();
    }

    private Path sockets() {
        return folder.resolve("sockets");
    }

    private Listener listen(StdinserverTransport by, String identities) throws Exception {
        return by.binding(
                        Yaml.section("client_identities: [" + identities + "]"), Yaml.section("sockdir: " + sockets()))
                .listen();
    }

    private String refusal(StdinserverTransport by, String identities) {
        return assertThrows(IOException.class, () -> listen(by, identities)).getMessage();
    }

    @Test
    void the_socket_is_the_client() throws Exception {
        try (var listener = listen(transport, "desktop, laptop, laptop")) {
            var process = new ProcessBuilder(command.toString())
                    .redirectInput(begin().toFile())
                    .start();
            try (var caller = listener.accept()) {
                assertEquals("stdinserver laptop", caller.origin());
                assertEquals(LAPTOP, caller.identify(Duration.ofMinutes(1)).identity());
            }
            process.waitFor();
        }
    }

    /// What the forced command answers when the daemon ends the connection, and what when there is none.
    @Test
    void the_forced_command_ends_with_the_connection() throws Exception {
        Process process;
        try (var listener = listen(transport, "laptop")) {
            process = new ProcessBuilder(command.toString())
                    .redirectInput(begin().toFile())
                    .start();
            try (var wire = listener.accept().identify(Duration.ofMinutes(1)).wire()) {
                assertEquals(-1, wire.read(ByteBuffer.allocate(1)), "the client has nothing more to say");
                wire.write(ByteBuffer.wrap(new byte[] {7}));
            }
        }
        var output = process.getInputStream().readAllBytes();
        assertEquals(32, output.length, "HELO and a byte");
        assertEquals(7, output[31]);
        assertEquals(0, process.waitFor());
    }

    /// As one that was killed leaves it.
    @Test
    void a_daemon_that_is_gone_before_its_client_is_complained_about() throws Exception {
        Process process;
        try (var listener = listen(transport, "laptop")) {
            process = connected();
            listener.accept().identify(Duration.ofMinutes(1)).wire().close();
        }
        var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(
                "jzrepl stdinserver: the daemon has ended the connection before the client did", complaint.strip());
        assertEquals(1, process.waitFor());
    }

    @Test
    void a_daemon_that_has_nothing_more_to_say_hears_the_client_out() throws Exception {
        try (var listener = listen(transport, "laptop")) {
            var process = connected();
            try (var wire = listener.accept().identify(Duration.ofMinutes(1)).wire()) {
                wire.closeOutput();
                assertEquals(31, process.getInputStream().readAllBytes().length, "HELO");
                process.getOutputStream().write(7);
                process.getOutputStream().close();
                assertEquals(1, wire.read(ByteBuffer.allocate(2)));
                assertEquals(-1, wire.read(ByteBuffer.allocate(1)));
            }
            assertEquals(0, process.waitFor());
        }
    }

    /// The forced command of a client that answers the greeting and goes on.
    private Process connected() throws IOException {
        var process = new ProcessBuilder(command.toString()).start();
        process.getOutputStream().write(new byte[31]);
        process.getOutputStream().flush();
        return process;
    }

    @Test
    void without_a_daemon_the_client_is_told() throws Exception {
        var process = new ProcessBuilder(command.toString()).start();
        var output = process.getInputStream().readAllBytes();
        assertEquals(31, output.length);
        assertEquals(
                "SSHCON_PROXY_ERROR",
                new String(output, StandardCharsets.US_ASCII).strip().replace("\0", ""));
        var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(
                complaint.startsWith("jzrepl stdinserver: cannot reach the daemon at " + sockets() + "/laptop"),
                complaint);
        assertEquals(1, process.waitFor());
    }

    @Test
    void an_identity_that_is_a_path_opens_nothing() throws Exception {
        var escape = ForcedCommand.script(folder.resolve("escape"), "exec " + command + " ../laptop");
        Files.writeString(command, Files.readString(command).replace(" laptop\n", " \"$@\"\n"));
        try (var _ = listen(transport, "laptop")) {
            var process = new ProcessBuilder(escape.toString()).start();
            var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("jzrepl stdinserver: \"../laptop\" is no client identity", complaint.strip());
            assertEquals(1, process.waitFor());
        }
    }

    private Path begin() throws IOException {
        return Files.write(folder.resolve("begin"), new byte[31]);
    }

    @Test
    void the_later_of_two_jobs_with_one_identity_names_the_other() throws Exception {
        var owners = new SocketOwners();
        var first = owners.claim(sockets(), List.of(LAPTOP), "first");
        var both = List.of(new ClientIdentity("desktop"), LAPTOP);
        var failure = assertThrows(IOException.class, () -> owners.claim(sockets(), both, "second"));
        assertEquals("listen for client laptop: job \"first\" serves it already", failure.getMessage());
        assertTrue(Files.notExists(sockets().resolve("desktop")), "the other socket is given up");
        first.getFirst().close();
        for (var claim : owners.claim(sockets(), both, "second")) {
            claim.close();
        }
    }

    @Test
    void another_daemon_keeps_its_socket() throws Exception {
        try (var _ = listen(transport, "laptop")) {
            var message = refusal(new StdinserverTransport(threads, deadlines), "laptop");
            assertTrue(message.startsWith("a daemon answers on stdinserver socket " + sockets() + "/laptop"), message);
            assertTrue(Files.exists(sockets().resolve("laptop")));
        }
        assertTrue(Files.notExists(sockets().resolve("laptop")), "a closed listener leaves nothing");
    }

    @Test
    void a_socket_that_a_killed_daemon_left_is_replaced() throws Exception {
        var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        left.bind(UnixDomainSocketAddress.of(sockets().resolve("laptop")));
        left.close(); // its file stays
        listen(transport, "laptop").close();
    }

    @Test
    void other_files_are_not_replaced() throws Exception {
        Files.writeString(sockets().resolve("laptop"), "precious");
        assertTrue(refusal(transport, "laptop").contains("is no socket"));
        assertEquals("precious", Files.readString(sockets().resolve("laptop")));
    }

    @Test
    void a_directory_that_others_may_enter_is_refused() throws Exception {
        Files.setPosixFilePermissions(sockets(), PosixFilePermissions.fromString("rwx-----x"));
        assertTrue(refusal(transport, "laptop").contains("chmod o-rwx"));
    }

    @Test
    void nobody_else_may_open_a_socket() throws Exception {
        try (var _ = listen(transport, "laptop")) {
            var mode = Files.getPosixFilePermissions(sockets().resolve("laptop"));
            assertEquals("rw-rw----", PosixFilePermissions.toString(mode));
        }
    }

    @Test
    void every_identity_must_be_good() throws Exception {
        for (var serve :
                List.of("{}", "client_identities: []", "client_identities: [a/b]", "client_identities: ['..']")) {
            assertThrows(
                    ConfigException.class, () -> transport.binding(Yaml.section(serve), Yaml.section("{}")), serve);
        }
    }
}
