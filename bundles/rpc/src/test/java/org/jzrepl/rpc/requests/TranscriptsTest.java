// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.Bytes;
import org.jzrepl.rpc.Script;
import org.jzrepl.rpc.ScriptedReceiver;
import org.jzrepl.rpc.ScriptedSender;
import org.jzrepl.rpc.control.Dialler;
import org.jzrepl.rpc.wire.ManualTime;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.Timings;
import org.jzrepl.testkit.TestThreads;

/// Whole requests, byte for byte: our client against the words of a server, our server against those of a client.
final class TranscriptsTest {
    private static final Map<String, Transcript> TRANSCRIPTS = Transcript.all();
    private static final Step STEP = new Step(
            DatasetPath.parse("tank/data"),
            Optional.empty(),
            new Snapshot("s1", new Guid(1), 2, Instant.parse("2024-05-01T10:00:00Z")),
            Optional.empty(),
            Protection.RESUMABLE);

    private static final int END = 0x20000;
    private static final int HEARTBEAT = 0x1000000;
    private static final int RESET = 0x10000000;

    private final TestThreads threads = new TestThreads();

    @AfterEach
    void end() {
        threads.close();
    }

    @AfterAll
    static void count() {
        System.out.println("vectors: " + 2 * TRANSCRIPTS.size() + " sides of transcripts");
    }

    @Test
    void a_client_pings() throws Exception {
        client("ping").ping("ping-1");
    }

    @Test
    void a_client_hears_of_a_failed_ping() throws Exception {
        var requests = client("ping, handler error");
        var failure = assertThrows(ZfsException.class, () -> requests.ping("ping-1"));
        assertTrue(failure.getMessage().contains("boom"));
    }

    @Test
    void a_client_pulls_a_stream() throws Exception {
        try (var sending = client("send").send(STEP)) {
            assertFalse(sending.usedResumeToken());
            assertEquals("ZFSSTREAM-DATA", Bytes.collect(sending.stream()));
        }
    }

    @Test
    void a_client_hears_why_there_is_no_stream() throws Exception {
        var requests = client("send, handler error");
        var failure = assertThrows(ZfsException.class, () -> requests.send(STEP));
        assertTrue(failure.getMessage().endsWith("zfs send failed"), failure.getMessage());
    }

    @Test
    void a_client_hears_why_a_stream_ended_early() throws Exception {
        try (var sending = client("send, error trailer").send(STEP)) {
            var failure = assertThrows(ZfsException.class, () -> Bytes.collect(sending.stream()));
            assertEquals("stream: source error: zfs send: exit 1", failure.getMessage());
        }
    }

    @Test
    void a_client_pushes_a_stream() throws Exception {
        client("recv").receive(STEP, new Sending(false, Bytes.of("ZFSSTREAM-DATA")));
    }

    /// The stream has not even begun.
    @Test
    void a_client_stops_when_the_stream_is_refused() throws Exception {
        var requests = client("recv, early handler error");
        var source = new Endless();
        var failure = assertThrows(ZfsException.class, () -> requests.receive(STEP, new Sending(false, source)));
        assertTrue(failure.getMessage().endsWith("permission denied"), failure.getMessage());
        assertFalse(source.isOpen());
    }

    /// What failed here is the reason; what the peer says of it is an echo.
    @Test
    void a_client_whose_own_stream_fails_says_so_to_both_sides() throws Exception {
        var requests = client("recv, source fails");
        var source = Bytes.failing("PART", new ZfsException("local zfs send died"));
        var failure = assertThrows(ZfsException.class, () -> requests.receive(STEP, new Sending(false, source)));
        assertEquals("local zfs send died", failure.getMessage());
    }

    @Test
    void a_server_answers_a_ping() throws Exception {
        server("ping", new ScriptedReceiver((_, _) -> {}));
    }

    @Test
    void a_server_words_failures_as_the_reference_does() {
        assertEquals(
                "HANDLER ERROR:\nboom",
                java.nio.charset.StandardCharsets.UTF_8
                        .decode(Verdict.failed(new IOException("boom")))
                        .toString());
    }

    @Test
    void a_server_sends_a_stream() throws Exception {
        server("send", new ScriptedSender(step -> {
            assertEquals(STEP, step);
            return new Sending(false, Bytes.of("ZFSSTREAM-DATA"));
        }));
    }

    @Test
    void a_server_says_why_there_is_no_stream() throws Exception {
        server("send, handler error", new ScriptedSender(_ -> {
            throw new ZfsException("zfs send failed");
        }));
    }

    @Test
    void a_server_says_why_a_stream_ends_early() throws Exception {
        server(
                "send, error trailer",
                new ScriptedSender(
                        _ -> new Sending(false, Bytes.failing("PART", new IOException("zfs send: exit 1")))));
    }

    @Test
    void a_server_receives_a_stream() throws Exception {
        var received = new CompletableFuture<String>();
        server("recv", new ScriptedReceiver((step, sending) -> {
            assertEquals(STEP, step);
            assertFalse(sending.usedResumeToken());
            received.complete(Bytes.collect(sending.stream()));
        }));
        assertEquals("ZFSSTREAM-DATA", received.get());
    }

    @Test
    void a_server_refuses_a_stream_at_once() throws Exception {
        server("recv, early handler error", new ScriptedReceiver((_, _) -> {
            throw new ZfsException("permission denied");
        }));
    }

    @Test
    void a_server_notices_that_a_stream_failed() throws Exception {
        server("recv, source fails", new ScriptedReceiver((_, sending) -> Bytes.collect(sending.stream())));
    }

    /// Recv with a handler that needs 11 s after the stream's end: both sides give signs of life at 5 s and 10 s.
    @Test
    void both_sides_give_signs_of_life_while_a_handler_takes_its_time() throws Exception {
        var time = new ManualTime();
        var done = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        var tapped = new Tapped();
        var side = new ScriptedReceiver((_, sending) -> {
            Bytes.collect(sending.stream());
            seen.countDown();
            done.await();
        });
        serve(tapped.server(), side, time);
        var pushed = new CompletableFuture<Void>();
        threads.start("client", () -> {
            try {
                requests(tapped.client(), time).receive(STEP, new Sending(false, Bytes.of("ZFSSTREAM-DATA")));
                pushed.complete(null);
            } catch (IOException e) {
                pushed.completeExceptionally(e);
            }
        });
        seen.await();
        await().until(() -> threads.running() == 6); // both sides read, beat and wait; the stream's sender is done
        for (int beats = 1; beats <= 2; beats++) {
            time.advance(Duration.ofSeconds(5), 2);
            tapped.awaitBoth(HEARTBEAT, beats);
        }
        time.advance(Duration.ofSeconds(1), 2);
        done.countDown();
        pushed.get();
        assertEquals(List.of(1, END, 2, END, 5, END, HEARTBEAT, HEARTBEAT, RESET), tapped.byClient());
        assertEquals(List.of(HEARTBEAT, HEARTBEAT, 3, END, END, RESET), tapped.byServer());
    }

    /// Our client, with a server that says what the transcript has, once the client has said its part.
    private Requests client(String name) {
        var wires = MemoryWire.pair();
        threads.start("server", () -> {
            try {
                var script = new Script(wires.server()).say(Script.VERSION).expect(Script.VERSION + Script.DATA);
                play(script, TRANSCRIPTS.get(name), false);
                script.finish().expectEnd();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return requests(wires.client(), new ManualTime());
    }

    private Requests requests(org.jzrepl.api.transport.Wire wire, ManualTime time) {
        return new Requests(new Dialler(() -> wire, Timings.STANDARD), threads, Timings.STANDARD, time);
    }

    private void server(String name, Endpoint side) throws IOException {
        var wires = MemoryWire.pair();
        threads.startPump(
                "server",
                () -> new RequestServer(threads, Timings.STANDARD, new ManualTime())
                        .serve(wires.server(), new ClientIdentity("client"), side));
        var script = new Script(wires.client());
        play(script, TRANSCRIPTS.get(name), true);
        script.finish().expectEnd();
    }

    private void serve(org.jzrepl.api.transport.Wire wire, Endpoint side, ManualTime time) {
        threads.startPump("server", () -> {
            try {
                org.jzrepl.rpc.hello.Greeting.answer(wire, Timings.STANDARD);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            new RequestServer(threads, Timings.STANDARD, time).serve(wire, new ClientIdentity("client"), side);
        });
    }

    private static void play(Script script, Transcript transcript, boolean asClient) throws IOException {
        for (var turn : transcript.turns()) {
            if (turn.byClient() == asClient) {
                script.say(turn.hex());
            } else {
                script.expect(turn.hex());
            }
        }
    }
}
