// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.Bytes;
import org.jzrepl.rpc.Script;
import org.jzrepl.rpc.ScriptedReceiver;
import org.jzrepl.rpc.ScriptedSender;
import org.jzrepl.rpc.Vectors;
import org.jzrepl.rpc.Vectors.Row;
import org.jzrepl.rpc.control.Dialler;
import org.jzrepl.rpc.wire.ManualTime;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;
import org.jzrepl.testkit.TestThreads;

/// What our side makes of conversations that go another way than usual.
final class ExchangesTest {
    private static final Timings STANDARD = Timings.STANDARD;
    private static final String END = "0002000000000000";
    private static final String RESET = "1000000000000000";
    private static final Step STEP = new Step(
            DatasetPath.parse("tank/data"),
            Optional.empty(),
            new Snapshot("s1", new Guid(1), 2, Instant.parse("2024-05-01T10:00:00Z")),
            Optional.empty(),
            Protection.RESUMABLE);
    private static final String RECV_HEADER = "00000001000000082f76312f72656376" + END;
    private static final String SEND_HEADER = "00000001000000082f76312f73656e64" + END;

    private final TestThreads threads = new TestThreads();

    @AfterEach
    void end() {
        threads.close();
    }

    @AfterAll
    static void count() {
        System.out.println("vectors: 8 exchanges by hand");
    }

    /// `X1` to `X7`, and those in which the peer lets us wait.
    @TestFactory
    Stream<DynamicTest> exchanges() {
        return Vectors.tests("exchanges with a server", Vectors.rows("exchanges.txt"), this::exchange);
    }

    private void exchange(Row row) throws IOException {
        boolean isSilent = row.column(2).isEmpty();
        var client = server(new ScriptedReceiver((_, _) -> {}), isSilent ? quick() : STANDARD);
        client.say(row.column(1).replace("fin", ""));
        if (row.column(1).contains("fin")) {
            client.finish();
        }
        if (isSilent) {
            assertTrue(client.rest()
                    .replace("0100000000000000", "")
                    .replace(RESET, "")
                    .isEmpty());
        } else {
            client.expect(row.column(2)).finish().expectEnd();
        }
    }

    /// `X8`: the client has lost interest before there is an answer.
    @Test
    void a_client_that_resets_gets_no_answer() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var client = server(
                new ScriptedSender(_ -> {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } finally {
                        interrupted.complete(true);
                    }
                    throw new IOException("unreachable");
                }),
                STANDARD);
        client.say(SEND_HEADER + message("S1") + RESET).finish();
        client.expect(RESET).expectEnd();
        assertTrue(interrupted.get());
    }

    /// `X8` as it is written: whether the answer is quicker than the reset is a race; there are only whole frames
    /// of it.
    @Test
    void a_ping_that_is_reset_is_answered_in_whole_frames_or_not() throws Exception {
        var client = server(new ScriptedReceiver((_, _) -> {}), STANDARD);
        client.say("00000001000000082f76312f70696e67" + END + "00000002000000080a0670696e672d31" + END + RESET)
                .finish();
        var answer = client.rest();
        var frames = List.of("000000030000000b48414e444c4552204f4b0a", END, "00000004000000080a0670696e672d31", END);
        var answers = java.util.stream.IntStream.rangeClosed(0, frames.size())
                .mapToObj(sent -> String.join("", frames.subList(0, sent)) + RESET)
                .toList();
        assertTrue(answers.contains(answer), answer);
    }

    /// `X9`
    @Test
    void a_stream_without_an_end_is_no_success() throws Exception {
        var failure = new CompletableFuture<String>();
        var client = server(
                new ScriptedReceiver((_, sending) -> {
                    try {
                        Bytes.collect(sending.stream());
                    } catch (IOException e) {
                        failure.complete(e.getMessage());
                        throw e;
                    }
                }),
                STANDARD);
        client.say(RECV_HEADER + message("R1") + "0000000500000004aabbccdd").finish();
        var answer = client.rest();
        assertTrue(answer.startsWith("00000003"), answer);
        assertTrue(answer.endsWith(END + RESET), answer);
        assertEquals("the peer has closed the connection", failure.get());
    }

    @Test
    void a_request_of_the_wrong_side_is_refused_in_the_words_of_the_reference() throws Exception {
        server(new ScriptedReceiver((_, _) -> {}), STANDARD)
                .say(SEND_HEADER + message("S1"))
                .expect(failure("receiver does not implement Send()"))
                .finish()
                .expectEnd();
        server(new ScriptedSender(_ -> new Sending(false, Bytes.of(""))), STANDARD)
                .say(RECV_HEADER + message("R1") + END)
                .expect(failure("sender does not implement Receive()"))
                .finish()
                .expectEnd();
    }

    /// `1801` is a request without snapshot, without which a Go peer would die.
    @Test
    void a_request_without_snapshot_is_refused() throws Exception {
        server(new ScriptedReceiver((_, _) -> {}), STANDARD)
                .say(RECV_HEADER + "00000002000000021801" + END)
                .expect(failure("the request names no snapshot to receive"))
                .finish()
                .expectEnd();
    }

    @Test
    void an_error_text_is_cut_to_what_a_peer_takes() throws Exception {
        var text = "ü".repeat(40_000);
        var answer = server(
                        new ScriptedReceiver((_, _) -> {
                            throw new ZfsException(text);
                        }),
                        STANDARD)
                .say(RECV_HEADER + message("R1"))
                .finish()
                .rest();
        assertEquals(8 + 15 + 32_752 + 8 + 8, answer.length() / 2); // 16,376 letters of two bytes
    }

    @Test
    void an_answer_of_neither_kind_is_an_error() {
        var requests = client("000000030000000557484154 0a" + END);
        assertThrows(ProtocolException.class, () -> requests.ping("ping-1"));
    }

    @Test
    void what_follows_the_word_of_success_does_not_matter() throws Exception {
        client("000000030000001048414e444c4552204f4b0a6578747261" + END + "00000004000000080a0670696e672d31" + END
                        + RESET)
                .ping("ping-1");
    }

    @Test
    void a_reset_instead_of_an_answer_is_a_failure_of_the_connection() {
        var requests = client(RESET);
        var failure = assertThrows(IOException.class, () -> requests.ping("ping-1"));
        assertEquals("the peer has ended the connection", failure.getMessage());
    }

    @Test
    void a_stream_that_breaks_off_is_a_failure_after_which_a_run_waits_for_the_peer() throws Exception {
        var requests = client("000000030000000b48414e444c4552204f4b0a" + END + END + "0000000500000004aabbccdd");
        try (var sending = requests.send(STEP)) {
            var failure = assertThrows(UnreachableException.class, () -> Bytes.collect(sending.stream()));
            assertEquals("the peer has closed the connection", failure.getMessage());
        }
    }

    /// Error, reset and end in one packet: the text must not get lost.
    @Test
    void the_text_of_an_error_survives_an_immediate_end() {
        var requests = client(failure("no such pool"));
        var failure = assertThrows(ZfsException.class, () -> requests.ping("ping-1"));
        assertEquals("the other side says: no such pool", failure.getMessage());
    }

    /// Go peers do not cut their texts.
    @Test
    void a_text_that_is_too_long_is_cut_here() {
        var requests = client(failure("x".repeat(40_000)));
        var failure = assertThrows(ZfsException.class, () -> requests.ping("ping-1"));
        assertEquals(
                "the other side says: ".length() + 32_768 - 15,
                failure.getMessage().length());
    }

    private static String failure(String text) {
        var bytes = ("HANDLER ERROR:\n" + text).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return String.format("00000003%08x", bytes.length)
                + java.util.HexFormat.of().formatHex(bytes)
                + END
                + RESET;
    }

    private static String message(String id) {
        var row = Vectors.rows("messages.txt").stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        return String.format("00000002%08x", Integer.parseInt(row.column(2))) + row.column(3) + END;
    }

    /// Nobody waits long for peers that say nothing.
    private static Timings quick() {
        var soon = Duration.ofMillis(700);
        return new Timings(
                soon, soon, soon, soon, soon, Duration.ofMillis(100), Duration.ofMillis(300), soon, soon, soon, soon);
    }

    private Script server(Endpoint side, Timings timings) {
        var wires = MemoryWire.pair(1 << 17);
        threads.startPump(
                "server",
                () -> new RequestServer(threads, timings, Time.REAL)
                        .serve(wires.server(), new ClientIdentity("client"), side));
        return new Script(wires.client());
    }

    private Requests client(String answer) {
        var wires = MemoryWire.pair(1 << 17);
        threads.start("server", () -> {
            try {
                new Script(wires.server())
                        .say(Script.VERSION)
                        .expect(Script.VERSION + Script.DATA)
                        .say(answer)
                        .finish()
                        .rest();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return new Requests(new Dialler(wires::client, STANDARD), threads, STANDARD, new ManualTime());
    }
}
