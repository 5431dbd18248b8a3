// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.TestThreads;

/// What this transport promises beyond the contract.
final class UnixTransportTest {
    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);
    private final UnixTransport transport = new UnixTransport(threads, deadlines);

    @TempDir
    private Path folder;

    private Path place;

    @BeforeEach
    void choosePlace() {
        place = folder.resolve("jzrepl.sock");
    }

    @AfterEach
    void end() {
        deadlines.close();
        threads.close();
    }

    @Test
    void a_user_that_is_no_client_is_refused_by_name() throws Exception {
        var serve = Yaml.section("{listen: '" + place + "', clients: {somebody-else: laptop}}");
        try (var listener = transport.binding(serve, Yaml.section("{}")).listen();
                var wire = transport
                        .connector(Yaml.section("{socket: '" + place + "'}"))
                        .connect();
                var caller = listener.accept()) {
            assertTrue(wire.isOpen());
            assertEquals("user " + System.getProperty("user.name"), caller.origin());
            var refusal = assertThrows(IOException.class, () -> caller.identify(Duration.ofSeconds(10)));
            assertEquals(
                    "user " + System.getProperty("user.name") + " is in no entry of `clients`", refusal.getMessage());
        }
        assertFalse(Files.exists(place), "the socket's file is left");
    }

    @Test
    void where_nobody_listens_the_socket_is_named() throws Exception {
        var connector = transport.connector(Yaml.section("{socket: '" + place + "'}"));
        var failure = assertThrows(IOException.class, connector::connect);
        assertTrue(failure.getMessage().startsWith("dial " + place + ": "), failure::getMessage);
    }

    @Test
    void a_full_queue_ends_in_a_timeout() throws Exception {
        try (var deaf = new DeafSocket(place)) {
            var connector = transport.connector(Yaml.section("{socket: '" + deaf.place() + "', dial_timeout: 50ms}"));
            assertThrows(SocketTimeoutException.class, connector::connect);
        }
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var wrong = "{listen: run/socket, clients: {}, spare: 1}";
        var mistakes = assertThrows(
                        ConfigException.class, () -> transport.binding(Yaml.section(wrong), Yaml.section("{}")))
                .getMessage();
        for (var key : List.of("listen", "clients", "spare")) {
            assertTrue(mistakes.contains(key), mistakes);
        }
    }
}
