// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.transport.DeafSocket;

final class TcpTransportTest {
    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);
    private final TcpSockets sockets = new TcpSockets(threads);
    private final TcpTransport transport = new TcpTransport(sockets, deadlines);

    @AfterEach
    void end() {
        deadlines.close();
        threads.close();
    }

    private TcpListener listen(String serve) throws Exception {
        return (TcpListener)
                transport.binding(Yaml.section(serve), Yaml.section("{}")).listen();
    }

    private static int port(TcpListener listener) {
        return listener.listening().address().getPort();
    }

    @Test
    void a_client_of_an_unknown_address_is_refused_by_name() throws Exception {
        try (var listener = listen("{listen: '127.0.0.1:0', clients: {10.0.0.1: other}}");
                var _ = new Socket(InetAddress.getLoopbackAddress(), port(listener));
                var caller = listener.accept()) {
            var failure = assertThrows(IOException.class, () -> caller.identify(Duration.ofSeconds(1)));
            assertEquals("client 127.0.0.1 is in no entry of `clients`", failure.getMessage());
        }
    }

    @Test
    void a_listener_without_a_host_takes_callers_of_both_families() throws Exception {
        try (var listener = listen("{listen: ':0', clients: {127.0.0.1: four, '::1': six}}")) {
            for (var address : new String[] {"127.0.0.1", "::1"}) {
                try (var _ = new Socket(InetAddress.ofLiteral(address), port(listener));
                        var caller = listener.accept()) {
                    var identity =
                            caller.identify(Duration.ofSeconds(1)).identity().name();
                    assertEquals(address.equals("::1") ? "six" : "four", identity);
                }
            }
        }
    }

    @Test
    void the_later_of_two_jobs_with_one_address_names_the_other() throws Exception {
        try (var first = sockets.listen(new HostAndPort("127.0.0.1", "0"), false, "first")) {
            var port = Integer.toString(first.address().getPort());
            for (var host : new String[] {"127.0.0.1", ""}) {
                var failure = assertThrows(
                        IOException.class, () -> sockets.listen(new HostAndPort(host, port), false, "second"));
                assertEquals(
                        "listen at " + host + ":" + port + ": job \"first\" listens there already",
                        failure.getMessage());
            }
        }
    }

    @Test
    void another_program_at_the_address_is_no_job() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = "127.0.0.1:" + other.getLocalPort();
            var failure = assertThrows(
                    IOException.class, () -> listen("{listen: '" + address + "', clients: {127.0.0.1: a}}"));
            assertEquals("listen at " + address + ": Address already in use", failure.getMessage());
        }
    }

    @Test
    void an_address_is_free_again_after_the_listener_has_closed() throws Exception {
        var listener = listen("{listen: '127.0.0.1:0', clients: {127.0.0.1: a}}");
        listener.close();
        var again = "{listen: '127.0.0.1:" + port(listener) + "', clients: {127.0.0.1: a}}";
        listen(again).close();
    }

    @Test
    void an_address_of_another_host_needs_freebind() throws Exception {
        var elsewhere = "listen: '192.0.2.77:0', clients: {127.0.0.1: a}";
        var failure = assertThrows(IOException.class, () -> listen("{" + elsewhere + "}"));
        assertTrue(failure.getMessage().contains("192.0.2.77:0"), failure::getMessage);
        try (var listener = listen("{" + elsewhere + ", listen_freebind: true}")) {
            assertEquals(
                    "192.0.2.77", listener.listening().address().getAddress().getHostAddress());
        }
    }

    @Test
    void dialling_has_a_limit() throws Exception {
        try (var deaf = new DeafSocket()) {
            var connector = transport.connector(
                    Yaml.section("{address: '127.0.0.1:" + deaf.port() + "', dial_timeout: 200ms}"));
            var failure = assertThrows(SocketTimeoutException.class, connector::connect);
            assertEquals("dial 127.0.0.1:" + deaf.port() + ": no answer within PT0.2S", failure.getMessage());
        }
    }

    @Test
    void a_refused_connection_says_where() throws Exception {
        var listener = listen("{listen: '127.0.0.1:0', clients: {127.0.0.1: a}}");
        listener.close();
        var connector = transport.connector(Yaml.section("{address: 'localhost:" + port(listener) + "'}"));
        var failure = assertThrows(IOException.class, connector::connect);
        assertEquals("dial localhost:" + port(listener) + ": Connection refused", failure.getMessage());
    }

    @Test
    void an_unknown_host_says_so() throws Exception {
        var connector = transport.connector(Yaml.section("{address: 'no-such-host.invalid:1'}"));
        var failure = assertThrows(IOException.class, connector::connect);
        assertEquals(
                "dial no-such-host.invalid:1: no address of host \"no-such-host.invalid\" is known",
                failure.getMessage());
    }

    @Test
    void ports_may_be_names_of_services() throws Exception {
        var connector = transport.connector(Yaml.section("{address: 'localhost:no-such-service'}"));
        var failure = assertThrows(IOException.class, connector::connect);
        assertTrue(failure.getMessage().contains("no-such-service"), failure::getMessage);
    }

    @Test
    void both_ends_ask_silent_peers_whether_they_are_there() throws Exception {
        try (var listener = listen("{listen: '127.0.0.1:0', clients: {127.0.0.1: a}}");
                var dialled = sockets.dial(new HostAndPort("127.0.0.1", "" + port(listener)), Duration.ZERO);
                var caller = (TcpCaller) listener.accept()) {
            assertEquals(
                    "SO_KEEPALIVE=true TCP_KEEPCOUNT=9 TCP_KEEPIDLE=15 TCP_KEEPINTERVAL=15 TCP_NODELAY=true",
                    settings(dialled));
            assertEquals(settings(dialled), settings(caller.socket()));
        }
    }

    private static String settings(SocketChannel socket) {
        return socket.supportedOptions().stream()
                .filter(option -> option.name().matches("TCP_KEEP.*|TCP_NODELAY|SO_KEEPALIVE"))
                .map(option -> {
                    try {
                        return option.name() + "=" + socket.getOption(option);
                    } catch (IOException e) {
                        return option.name() + ": " + e;
                    }
                })
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Test
    void closing_resets_nothing_that_was_delivered() throws Exception {
        try (var listener = listen("{listen: '127.0.0.1:0', clients: {127.0.0.1: a}}");
                var socket =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(listener)))) {
            try (var wire = listener.accept().identify(Duration.ofSeconds(1)).wire()) {
                wire.write(ByteBuffer.wrap(new byte[] {7}));
            }
            var one = ByteBuffer.allocate(2);
            assertEquals(1, socket.read(one));
            assertEquals(-1, socket.read(one));
        }
    }

    @Test
    void all_errors_of_a_section_are_reported() throws Exception {
        var failure = assertThrows(
                ConfigException.class,
                () -> listen("{listen: nowhere, listen_freebind: perhaps, clients: {host: a}, client: {}}"));
        assertEquals(4, failure.problems().size(), failure::getMessage);
        var connect = Yaml.section("{address: '::1:80', dial_timeout: -1s, timeout: 3s}");
        assertEquals(
                3,
                assertThrows(ConfigException.class, () -> transport.connector(connect))
                        .problems()
                        .size());
    }
}
