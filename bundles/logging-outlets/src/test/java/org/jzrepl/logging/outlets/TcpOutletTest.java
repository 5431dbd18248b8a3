// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.RetryLaterException;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.LogOutletContract;
import org.jzrepl.testkit.TestThreads;

final class TcpOutletTest implements LogOutletContract {
    private final Current current = new Current();

    @Override
    public Current current() {
        return current;
    }

    @Override
    public Bench bench() throws IOException {
        return new TcpBench();
    }

    /// A server that writes down the lines it gets.
    private static final class TcpBench implements Bench {
        private final TestThreads threads = new TestThreads();
        private final Deadlines deadlines = new Deadlines(threads);
        private final TcpSockets sockets = new TcpSockets(threads);
        private final LineServer server = new LineServer(threads);

        private TcpBench() throws IOException {
            server.open();
        }

        @Override
        public LogOutlet outlet(LogFormat format) {
            Connection.Opening opening = () -> {
                var address = new HostAndPort("127.0.0.1", Integer.toString(server.port()));
                return new Dialling(sockets, deadlines, "tcp4", address, Duration.ofSeconds(60)).open();
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

    @Test
    void an_entry_that_finds_no_connection_is_to_be_tried_again() throws IOException {
        current().bench().breakDown();
        var failure =
                assertThrows(RetryLaterException.class, () -> current().outlet().write(entry("x")));
        assertTrue(failure.getMessage().startsWith("dial "), failure.getMessage());
    }

    @Test
    void a_peer_that_never_reads_makes_a_write_fail_in_time() throws Exception {
        try (var threads = new TestThreads();
                var deadlines = new Deadlines(threads);
                var deaf = new ServerSocket(0)) {
            var address = new HostAndPort("127.0.0.1", Integer.toString(deaf.getLocalPort()));
            var dialling = new Dialling(new TcpSockets(threads), deadlines, "tcp", address, Duration.ofMillis(200));
            try (var outlet = new TcpOutlet((entry, _) -> entry.message(), dialling, Duration.ofMillis(200))) {
                var text = "x".repeat(1 << 20);
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 1_000; i++) {
                        outlet.write(entry(text));
                    }
                });
            }
        }
    }

    @Test
    void an_unknown_net_is_said() throws IOException {
        try (var threads = new TestThreads();
                var deadlines = new Deadlines(threads)) {
            var dialling = new Dialling(
                    new TcpSockets(threads),
                    deadlines,
                    "udp",
                    new HostAndPort("127.0.0.1", "9"),
                    Duration.ofSeconds(1));
            var failure = assertThrows(IOException.class, dialling::open);
            assertTrue(failure.getMessage().contains("none of tcp, tcp4, tcp6"), failure.getMessage());
        }
    }
}
