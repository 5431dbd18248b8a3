// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.transport.Wire;

/// A listener whose transport is updated, on a real port that only one can have.
final class ListeningTest {
    private final Fixture fixture = new Fixture();
    private final SupplierTable table = fixture.table;
    private final InetSocketAddress address = free();
    private final BlockingQueue<Caller.Peer> peers = new LinkedBlockingQueue<>();
    private final TablePart<Binding, Binding> part = new TablePart<>(
            table, Wanted.any(Binding.class, "net"), new Components<>(Binding.class, one -> one), "job");
    private Supplier old = binding(1, "1.0.0");
    private Listening listening = start();
    private Thread accepting = Thread.ofVirtual().unstarted(() -> {});

    private static InetSocketAddress free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Supplier binding(int bundle, String version) {
        return fixture.supplier(bundle, version, "net", (Binding)
                () -> new Net(version, ServerSocketChannel.open().bind(address)));
    }

    private Listening start() {
        table.add(old);
        try {
            return new Listening(part);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void accept() {
        accepting = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    peers.add(listening.accept().identify(Duration.ofSeconds(1)));
                }
            } catch (IOException | InterruptedException e) {
                return; // closed
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        listening.close();
        accepting.join();
    }

    /// Who answers. A dial into the moment of the swap is refused or reset, as a client must expect at any time.
    private String exchange() throws IOException, InterruptedException {
        try (var client = SocketChannel.open(address)) {
            var peer = Optional.ofNullable(peers.poll(1, TimeUnit.SECONDS))
                    .orElseThrow(() -> new IOException("nobody answers"));
            client.write(ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)));
            var got = ByteBuffer.allocate(1);
            peer.wire().read(got);
            peer.wire().close();
            return peer.identity() + " " + (char) got.get(0);
        }
    }

    @Test
    void an_update_binds_anew_at_once_and_spares_what_was_accepted() throws Exception {
        assertEquals("1.0.0 x", exchange());
        try (var client = SocketChannel.open(address)) {
            var accepted = peers.take();
            table.add(binding(2, "2.0.0"));
            listening.review();
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> exchange().equals("2.0.0 x"));
            assertEquals(Set.of("job"), table.owners(old));
            client.write(ByteBuffer.wrap(new byte[1]));
            assertEquals(1, accepted.wire().read(ByteBuffer.allocate(1)));
            accepted.wire().close();
            assertEquals(Set.of(), table.owners(old));
        }
    }

    /// Both want the same place.
    @Test
    void nothing_is_bound_before_the_old_place_is_closed() throws Exception {
        listening.close();
        accepting.join();
        var events = new LinkedBlockingQueue<String>();
        table.add(fixture.supplier(2, "2.0.0", "net", slow("2.0.0", events)));
        listening = new Listening(part);
        accept();
        table.add(fixture.supplier(3, "3.0.0", "net", slow("3.0.0", events)));
        listening.review();
        await().until(() -> events.size() == 3);
        assertEquals(List.of("2.0.0 bound", "2.0.0 closed", "3.0.0 bound"), List.copyOf(events));
    }

    /// Its listeners go on closing until whoever accepts has noticed and waits, or has bound anew.
    private Binding slow(String version, BlockingQueue<String> events) {
        return () -> {
            events.add(version + " bound");
            var channel = ServerSocketChannel.open().bind(new InetSocketAddress(address.getAddress(), 0));
            return new Listener() {
                @Override
                public Caller accept() throws IOException {
                    return new NetCaller(version, channel.accept());
                }

                @Override
                public void close() throws IOException {
                    int before = events.size();
                    channel.close();
                    await().until(() -> !accepting.isAlive()
                            || accepting.getState() == Thread.State.BLOCKED
                            || events.size() > before);
                    events.add(version + " closed");
                }
            };
        };
    }

    @Test
    void a_review_without_an_update_changes_nothing() throws Exception {
        listening.review();
        assertEquals("1.0.0 x", exchange());
        assertEquals(Set.of("job"), table.owners(old));
    }

    @Test
    void closing_ends_a_waiting_accept_and_all_leases() throws Exception {
        listening.close();
        await().until(() -> !accepting.isAlive());
        assertThrows(ClosedChannelException.class, listening::accept);
        assertEquals(Set.of(), table.owners(old));
    }

    /// As by a reload while its job begins to listen: endpoints that belong to a transport know it, and end.
    @Test
    void one_that_is_closed_before_it_is_served_is_its_transports_all_the_same() throws Exception {
        assertInstanceOf(Net.class, listening.own());
        listening.close();
        assertInstanceOf(Net.class, listening.own());
    }

    private record Net(String version, ServerSocketChannel channel) implements Listener {
        @Override
        public Caller accept() throws IOException {
            return new NetCaller(version, channel.accept());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record NetCaller(String version, SocketChannel channel) implements Caller {
        @Override
        public String origin() {
            return "test";
        }

        @Override
        public Peer identify(Duration atMost) {
            return new Peer(new ClientIdentity(version), new NetWire(channel));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// Has no deadlines: no test here waits.
    private record NetWire(SocketChannel channel) implements Wire {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public long write(ByteBuffer[] from) throws IOException {
            return channel.write(from);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            return channel.write(from, offset, length);
        }

        @Override
        public void closeOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void readDeadline(Duration fromNow) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeDeadline(Duration fromNow) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
