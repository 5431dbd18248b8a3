// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.RetryLaterException;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.tls.CredentialFiles;
import org.jzrepl.api.tls.Credentials;
import org.jzrepl.api.tls.ServerName;
import org.jzrepl.api.tls.WatchedCredentials;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.Authority.Wish;
import org.jzrepl.testkit.LogOutletContract;
import org.jzrepl.testkit.TestThreads;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsOutletTest implements LogOutletContract {
    private static final String HOST = "127.0.0.1";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Current current = new Current();
    private Optional<Files> files = Optional.empty();

    /// Of an authority, what it issued to the log's server and to us; and what nobody knows.
    private record Files(Authority ca, Issued server, Issued client, Authority otherCa, Issued otherServer) {
        CredentialFiles ours(Authority trusted) {
            return new CredentialFiles(trusted.certificate(), client.cert(), client.key());
        }

        LineServer.Listening listening(Issued identity, Authority trusted) {
            return address ->
                    listen(address, new CredentialFiles(trusted.certificate(), identity.cert(), identity.key()));
        }
    }

    @BeforeAll
    void issue(@TempDir Path folder) throws Exception {
        var ca = Authority.create(folder, "ca");
        files = Optional.of(new Files(
                ca,
                ca.issue("loghost", Wish.of("loghost").sans("IP:" + HOST)),
                ca.issue("daemon"),
                Authority.create(folder, "otherca"),
                ca.issue("elsewhere")));
    }

    private static ServerSocket listen(InetAddress address, CredentialFiles own) throws IOException {
        try {
            var credentials = Credentials.read(own);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {credentials.keyManager()},
                    new TrustManager[] {credentials.trustManager(Optional.empty())},
                    null);
            var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, address);
            socket.setNeedClientAuth(true);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Current current() {
        return current;
    }

    @Override
    public Bench bench() throws IOException {
        var here = files.orElseThrow();
        var bench = new TlsBench(here.listening(here.server(), here.ca()), here.ours(here.ca()), LONG);
        bench.repair();
        return bench;
    }

    /// A server that writes down the lines it gets from those who show a certificate.
    private static final class TlsBench implements Bench {
        private final TestThreads threads = new TestThreads();
        private final Deadlines deadlines = new Deadlines(threads);
        private final TcpSockets sockets = new TcpSockets(threads);
        private final LineServer server;
        private final WatchedCredentials credentials;
        private final Duration atMost;

        private TlsBench(LineServer.Listening listening, CredentialFiles ours, Duration atMost) {
            server = new LineServer(threads, listening);
            credentials = new WatchedCredentials(ours);
            this.atMost = atMost;
        }

        @Override
        public LogOutlet outlet(LogFormat format) {
            Connection.Opening opening = () -> {
                var address = new HostAndPort(HOST, Integer.toString(server.port()));
                var dialling = new Dialling(sockets, deadlines, "tcp", address, atMost);
                return new TlsDialling(dialling, credentials, new ServerName(HOST)).open();
            };
            return new TcpOutlet(format, opening, Duration.ofMillis(1));
        }

        @Override
        public List<String> arrived() {
            return server.lines();
        }

        @Override
        public void breakDown() throws IOException {
            server.close();
        }

        @Override
        public void repair() throws IOException {
            server.open();
        }

        @Override
        public void close() throws IOException {
            server.close();
            deadlines.close();
            threads.close();
        }
    }

    private static LogEntry entry(String message) {
        return new LogEntry(Instant.EPOCH, LogEntry.Level.INFO, message, Map.of(), Optional.empty());
    }

    private static void assertRefused(TlsBench bench, String why) throws IOException {
        try (bench) {
            bench.repair();
            try (var outlet = bench.outlet((entry, _) -> entry.message())) {
                var refused = assertThrows(RetryLaterException.class, () -> outlet.write(entry("secret")));
                assertTrue(refused.getMessage().startsWith("TLS handshake with 127.0.0.1:"), refused::getMessage);
                assertTrue(refused.getMessage().contains(why), refused::getMessage);
            }
            assertTrue(bench.arrived().stream().noneMatch(line -> line.contains("secret")), () -> "" + bench.arrived());
        }
    }

    @Test
    void a_server_of_another_authority_gets_nothing() throws IOException {
        var here = files.orElseThrow();
        assertRefused(
                new TlsBench(here.listening(here.server(), here.ca()), here.ours(here.otherCa()), LONG),
                "certificate CN=loghost is not issued by a certificate of `ca`");
    }

    @Test
    void a_server_of_another_name_gets_nothing() throws IOException {
        var here = files.orElseThrow();
        assertRefused(
                new TlsBench(here.listening(here.otherServer(), here.ca()), here.ours(here.ca()), LONG),
                "certificate CN=elsewhere is for no such name");
    }

    @Test
    void a_server_that_never_answers_is_given_up() throws IOException {
        var here = files.orElseThrow();
        assertRefused(
                new TlsBench(address -> new ServerSocket(0, 50, address), here.ours(here.ca()), SHORT),
                "no progress until the deadline");
    }

    /// With one of the next entries at the latest: the server resets the connection, which may overtake its
    /// alert.
    @Test
    void what_the_server_has_against_our_certificate_is_said() throws IOException {
        var here = files.orElseThrow();
        try (var bench = new TlsBench(here.listening(here.server(), here.otherCa()), here.ours(here.ca()), LONG)) {
            bench.repair();
            try (var outlet = bench.outlet((entry, _) -> entry.message())) {
                await().until(() -> failure(outlet)
                        .filter(why -> why.contains("Received fatal alert: "))
                        .isPresent());
            }
            assertEquals(List.of(), bench.arrived());
        }
    }

    /// A server that is not of the JDK: what it prints is what it got.
    @Test
    void openssl_reads_the_lines() throws Exception {
        var here = files.orElseThrow();
        var command =
                new ProcessBuilder("openssl", "s_server", "-accept", HOST + ":0", "-Verify", "1", "-naccept", "1");
        command.command().addAll(List.of("-CAfile", here.ca().certificate().toString()));
        command.command().addAll(List.of("-cert", here.server().cert().toString()));
        command.command().addAll(List.of("-key", here.server().key().toString(), "-verify_return_error"));
        var server = command.redirectErrorStream(true).start();
        try (var threads = new TestThreads();
                var deadlines = new Deadlines(threads);
                var said = server.inputReader()) {
            var accept = said.lines().filter(line -> line.startsWith("ACCEPT ")).findFirst();
            var address = HostAndPort.parse(
                    new Section.Scalar(accept.orElseThrow().substring("ACCEPT ".length()), Section.Style.PLAIN));
            var dialling = new Dialling(new TcpSockets(threads), deadlines, "tcp4", address, LONG);
            var opening = new TlsDialling(dialling, new WatchedCredentials(here.ours(here.ca())), new ServerName(HOST));
            try (var outlet = new TcpOutlet((entry, _) -> entry.message(), opening, LONG)) {
                outlet.write(entry("first"));
                outlet.write(entry("second"));
            }
            var lines = said.lines().toList();
            assertTrue(lines.containsAll(List.of("first", "second")), lines::toString);
            assertTrue(lines.contains("subject=CN=daemon") || lines.contains("subject=CN = daemon"), lines::toString);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static Optional<String> failure(LogOutlet outlet) {
        try {
            outlet.write(entry("x"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Test
    void a_server_that_never_reads_makes_a_write_fail_in_time() throws Exception {
        var here = files.orElseThrow();
        try (var threads = new TestThreads();
                var deaf = listen(
                        InetAddress.getLoopbackAddress(),
                        new CredentialFiles(
                                here.ca().certificate(),
                                here.server().cert(),
                                here.server().key()));
                var deadlines = new Deadlines(threads)) {
            threads.start("handshake", () -> shakeHands(deaf));
            var address = new HostAndPort(HOST, Integer.toString(deaf.getLocalPort()));
            var dialling = new Dialling(new TcpSockets(threads), deadlines, "tcp", address, Duration.ofSeconds(5));
            var credentials = new WatchedCredentials(here.ours(here.ca()));
            var opening = new TlsDialling(dialling, credentials, new ServerName(HOST));
            try (var connection = (TlsConnection) opening.open();
                    var hasty = new TlsConnection(connection.tls(), connection.raw(), connection.wire(), SHORT)) {
                var text = new byte[1 << 20];
                var late = assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 1_000; i++) {
                        hasty.send(text);
                    }
                });
                assertTrue(late.getMessage().contains("no progress until the deadline"), late::getMessage);
            }
        }
    }

    private static void shakeHands(ServerSocket deaf) {
        try {
            var socket = (javax.net.ssl.SSLSocket) deaf.accept();
            socket.startHandshake();
        } catch (IOException e) {
            // the client then fails to connect, and the test
        }
    }
}
