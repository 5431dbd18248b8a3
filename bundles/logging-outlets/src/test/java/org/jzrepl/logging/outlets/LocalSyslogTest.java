// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.testkit.TestThreads;

/// The log of the machine, played by a socket in a folder.
final class LocalSyslogTest {
    private final TestThreads threads = new TestThreads();
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path folder;

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private SyslogOutlet outlet(String... places) {
        var paths = Stream.of(places).map(folder::resolve).toList();
        return new SyslogOutlet(
                new HumanFormat(Entries.ZONE),
                Facility.DAEMON,
                SyslogFrame.local(Entries.ZONE, 4711),
                new LocalSyslog(new CLibrary(), paths, Duration.ofMillis(100)),
                new Pause(Duration.ofSeconds(10), clock));
    }

    @Test
    void an_entry_is_one_datagram() throws Exception {
        try (var server = new UnixDatagramServer(folder.resolve("log"), threads);
                var outlet = outlet("log")) {
            outlet.write(Entries.example());
            outlet.write(Entries.entry(Level.ERROR, "two\nlines", Map.of()));
            var expected = List.of(
                    "<28>Mar  9 14:05:07 zrepl[4711]: [backup][pruning][0Xh3$0Xh3.k7Tz]: "
                            + "prune target busy fs=\"tank/a b\"\n",
                    "<27>Mar  9 14:05:07 zrepl[4711]: two\nlines\n");
            await().until(() -> server.messages().size() == 2);
            assertEquals(expected, server.messages());
        }
    }

    @Test
    void the_first_place_that_answers_is_taken_be_it_a_stream() throws Exception {
        var path = folder.resolve("stream");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var outlet = outlet("nothing there", "stream")) {
            server.bind(UnixDomainSocketAddress.of(path));
            outlet.write(Entries.entry(Level.INFO, "hello", Map.of()));
            try (var connection = server.accept()) {
                var buffer = ByteBuffer.allocate(1000);
                connection.read(buffer);
                assertEquals(
                        "<30>Mar  9 14:05:07 zrepl[4711]: hello\n",
                        StandardCharsets.UTF_8.decode(buffer.flip()).toString());
            }
        }
    }

    @Test
    void without_a_log_the_failure_is_said_once_and_entries_are_dropped_until_the_pause_is_over() throws Exception {
        try (var outlet = outlet("log")) {
            var failure = assertThrows(IOException.class, () -> outlet.write(Entries.example()));
            assertTrue(failure.getMessage().startsWith("no system log answers: "), failure.getMessage());
            assertTrue(failure.getMessage().contains("connect: No such file or directory"), failure.getMessage());
            outlet.write(Entries.example());
            try (var server = new UnixDatagramServer(folder.resolve("log"), threads)) {
                outlet.write(Entries.example());
                clock.advance(Duration.ofSeconds(10));
                outlet.write(Entries.entry(Level.INFO, "back", Map.of()));
                await().until(() -> !server.messages().isEmpty());
                assertTrue(server.messages().getFirst().endsWith(": back\n"), server.messages()::toString);
            }
        }
    }

    @Test
    void a_log_that_was_restarted_gets_the_entry_with_which_that_is_noticed() throws Exception {
        try (var outlet = outlet("log")) {
            try (var server = new UnixDatagramServer(folder.resolve("log"), threads)) {
                outlet.write(Entries.example());
                await().until(() -> server.messages().size() == 1);
            }
            try (var server = new UnixDatagramServer(folder.resolve("log"), threads)) {
                outlet.write(Entries.example());
                await().until(() -> server.messages().size() == 1);
            }
        }
    }

    /// The kernel keeps so many datagrams for a socket; then the sender has to wait.
    @Test
    void a_log_that_does_not_read_makes_a_write_fail_in_time() throws Exception {
        try (var deaf = new UnixDatagramServer(folder.resolve("log"), threads)) {
            deaf.deafen();
            try (var outlet = outlet("log")) {
                var failure = assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 100_000; i++) {
                        outlet.write(Entries.example());
                    }
                });
                assertTrue(failure.getMessage().startsWith("send: "), failure.getMessage());
            }
        }
    }
}
