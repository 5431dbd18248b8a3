// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Conversation;

/// Connections of the socket that change to a protocol which a bundle offers.
final class ConversationsTest {
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
        var channel = daemon.dial();
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
        daemon.point.addConversation(new Echo());
        try (var _ = daemon.open();
                var channel = conversation("echo");
                var silent = daemon.dial()) {
            hear(channel, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "a request's time is over");
            write(channel, "still there");
            hear(channel, "still there");
        }
        await().until(() -> daemon.threads.running() == 0);
    }

    @Test
    void a_conversation_ends_with_its_bundle() throws IOException {
        var echo = new Echo();
        daemon.point.addConversation(echo);
        try (var _ = daemon.open();
                var channel = conversation("echo")) {
            hear(channel, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            daemon.point.removeConversation(echo);
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void a_protocol_that_nobody_speaks_in_time_is_refused() throws IOException {
        try (var _ = daemon.open(new SocketControlPoint(daemon.threads, Duration.ofMillis(1)), daemon.socket());
                var refused = conversation("echo")) {
            var reply = new String(Channels.newInputStream(refused).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(reply.startsWith("HTTP/1.1 501 "), reply);
            assertTrue(reply.contains("no bundle speaks \"echo\" here"), reply);
        }
    }

    @Test
    void a_client_who_comes_before_the_bundle_that_speaks_with_it_waits() throws IOException {
        try (var _ = daemon.open();
                var early = conversation("echo")) {
            await().until(() ->
                    daemon.threads.running() == 2); // the acceptor, and who waits: the request's deadline is over
            daemon.point.addConversation(new Echo());
            hear(early, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        }
    }
}
