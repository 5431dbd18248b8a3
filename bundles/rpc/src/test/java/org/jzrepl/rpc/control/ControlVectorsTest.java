// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.Bytes;
import org.jzrepl.rpc.Script;
import org.jzrepl.rpc.ScriptedSender;
import org.jzrepl.rpc.hello.Greeting;
import org.jzrepl.rpc.proto.ListFilesystemReq;
import org.jzrepl.rpc.proto.ListFilesystemVersionsReq;
import org.jzrepl.rpc.proto.PingReq;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.Timings;
import org.jzrepl.testkit.TestThreads;

/// Control connections against the bytes of a Go peer (`wire-protocol.md` 3.1 and 7.3).
final class ControlVectorsTest {
    private static final String PING = "00000000080a0670696e672d31";
    private static final String EMPTY = "0000000000";

    private final TestThreads threads = new TestThreads();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads.factory("timer"));
    private final MemoryWire.Pair wires = MemoryWire.pair();

    @BeforeEach
    void deadline() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void end() {
        wires.client().close();
        wires.server().close();
        timer.shutdownNow();
        threads.close();
    }

    @AfterAll
    static void count() {
        System.out.println("vectors: 5 of control connections");
    }

    /// The server's settings come before the client has said anything, for which a Go client waits.
    @Test
    void a_go_client_is_answered() throws Exception {
        try (var _ = server()) {
            var client = new H2(new Script(wires.client()));
            assertEquals(H2.FRAME_SETTINGS, client.read().type());
            client.script().say(H2.GO_CLIENT_BEGINS);
            client.ask(1, "/Replication/Ping", PING);
            assertEquals(H2.FRAME_HEADERS, client.next().type());
            var answer = client.next();
            assertEquals(PING, answer.hex());
            var trailers = client.next();
            assertTrue(trailers.isLast());
            assertTrue(trailers.text().contains("grpc-status"), trailers.text());
            assertTrue(trailers.text().endsWith("\u00010"), trailers.text());
        }
    }

    @Test
    void a_handlers_error_is_unknown_with_its_text() throws Exception {
        try (var _ = server()) {
            var client = new H2(new Script(wires.client()));
            client.script().say(H2.GO_CLIENT_BEGINS);
            client.ask(1, "/Replication/ListFilesystems", EMPTY);
            var trailers = client.next();
            assertEquals(H2.FRAME_HEADERS, trailers.type());
            assertTrue(trailers.isLast());
            assertTrue(trailers.text().contains("grpc-status\u00012"), trailers.text());
            assertTrue(trailers.text().contains("x y"), trailers.text());
        }
    }

    @Test
    void a_go_client_may_ping_every_other_second_without_a_call() throws Exception {
        try (var _ = server()) {
            var client = new H2(new Script(wires.client()));
            client.script().say(H2.GO_CLIENT_BEGINS);
            for (int ping = 0; ping < 5; ping++) {
                long until = System.nanoTime() + 1_100_000_000L;
                client.say(H2.FRAME_PING, 0, 0, "000000000000000" + ping);
                var answer = client.next();
                assertEquals(H2.FRAME_PING, answer.type(), answer::text);
                assertEquals("000000000000000" + ping, answer.hex());
                org.awaitility.Awaitility.await().until(() -> System.nanoTime() > until);
            }
        }
    }

    @Test
    void a_flood_of_pings_is_ended() throws Exception {
        try (var _ = server()) {
            var client = new H2(new Script(wires.client()));
            client.script().say(H2.GO_CLIENT_BEGINS);
            client.script()
                    .say(("000008060000000000" + "0000000000000000").repeat(5)); // at once: the server ends it soon
            var last = client.next();
            while (last.type() == H2.FRAME_PING) {
                last = client.next();
            }
            assertEquals(H2.FRAME_GOAWAY, last.type());
            assertTrue(last.text().contains("too_many_pings"), last.text());
        }
    }

    @Test
    void a_go_server_is_understood() throws Exception {
        var asked = new CompletableFuture<String>();
        goServer(server -> {
            server.script().say(H2.GO_SERVER_BEGINS);
            server.script().read(24);
            var headers = server.next();
            asked.complete(headers.text() + server.next().hex());
            server.answer(headers.stream(), PING);
        });
        try (var calls = calls()) {
            var echo = calls.call(
                    Methods.PING, PingReq.newBuilder().setMessage("ping-1").build());
            assertEquals("ping-1", echo.getEcho());
            assertTrue(asked.get().contains("/Replication/Ping"), asked.get());
            assertTrue(asked.get().endsWith(PING), asked.get());
        }
    }

    @Test
    void an_empty_message_is_five_zeros() throws Exception {
        var asked = new CompletableFuture<String>();
        goServer(server -> {
            server.script().say(H2.GO_SERVER_BEGINS);
            server.script().read(24);
            var headers = server.next();
            asked.complete(server.next().hex());
            server.answer(headers.stream(), EMPTY);
        });
        try (var calls = calls()) {
            calls.call(Methods.LIST_FILESYSTEMS, ListFilesystemReq.getDefaultInstance());
            assertEquals(EMPTY, asked.get());
        }
    }

    @Test
    void failures_keep_their_kind_and_their_text() throws Exception {
        var served = new CompletableFuture<ControlServer>();
        threads.start("greeting", () -> {
            try {
                Greeting.answer(wires.server(), Timings.STANDARD);
                served.complete(server());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try (var calls = calls()) {
            var refused = assertThrows(
                    ZfsException.class,
                    () -> calls.call(Methods.LIST_VERSIONS, ListFilesystemVersionsReq.getDefaultInstance()));
            assertEquals("pool is on fire: ünïcode\nand a second line", refused.getMessage());
            var bug = assertThrows(
                    IOException.class,
                    () -> calls.call(Methods.DESTROY, org.jzrepl.rpc.proto.DestroySnapshotsReq.getDefaultInstance()));
            assertTrue(bug.getMessage().contains("a bug"), bug.getMessage());
            assertTrue(!(bug instanceof ZfsException));
        } finally {
            served.get().close();
        }
    }

    @Test
    void a_peer_that_cannot_be_dialled_is_unreachable() {
        var dialler = new Dialler(
                () -> {
                    throw new java.net.ConnectException("dial 192.0.2.1:8888: connection refused");
                },
                Timings.STANDARD);
        try (var calls = new Calls(dialler, threads, timer)) {
            var lost = assertThrows(
                    UnreachableException.class, () -> calls.call(Methods.PING, PingReq.getDefaultInstance()));
            assertEquals("control connection: dial 192.0.2.1:8888: connection refused", lost.getMessage());
        }
    }

    private interface Serving {
        void serve(H2 server) throws IOException;
    }

    private void goServer(Serving serving) {
        threads.start("go server", () -> {
            try {
                var script = new Script(wires.server()).say(Script.VERSION).expect(Script.VERSION + Script.CONTROL);
                serving.serve(new H2(script));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Calls calls() {
        return new Calls(new Dialler(wires::client, Timings.STANDARD), threads, timer);
    }

    private ControlServer server() throws IOException {
        Endpoint side = new ScriptedSender(_ -> new org.jzrepl.api.endpoint.Sending(false, Bytes.of("")));
        var server = new ControlServer(
                identity -> {
                    assertEquals("laptop: of alice", identity);
                    return side;
                },
                threads,
                timer);
        server.serve(WireSocket.ofServer(wires.server(), "laptop: of alice", _ -> {}));
        return server;
    }
}
