// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.rpc.Vectors;
import org.jzrepl.rpc.Vectors.Row;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.Timings;

/// The first bytes of a conversation, byte for byte.
final class HelloVectorsTest {
    private static final List<Row> HANDSHAKES = Vectors.rows("handshake.txt");
    private static final List<Row> LABELS = Vectors.rows("labels.txt");

    @TestFactory
    Stream<DynamicTest> handshakes() {
        return Vectors.tests("version handshakes", HANDSHAKES, HelloVectorsTest::handshake);
    }

    /// The peer sends the vector and `LB1`, and closes; we must find the label where it is, or refuse.
    private static void handshake(Row row) throws IOException {
        var wires = MemoryWire.pair(1 << 17);
        wires.client().write(row.bytes(3));
        if (row.column(1).equals("accept")) {
            wires.client().write(label("LB1"));
        }
        wires.client().closeOutput();
        if (row.column(1).equals("accept")) {
            assertEquals(Label.CONTROL, Greeting.answer(wires.server(), Timings.STANDARD));
        } else {
            var refused = assertThrows(IOException.class, () -> Greeting.answer(wires.server(), Timings.STANDARD));
            assertEquals(
                    row.column(1).equals("mismatch"),
                    refused.getMessage().contains("speaks protocol version 6"),
                    refused::getMessage);
        }
    }

    @TestFactory
    Stream<DynamicTest> labels() {
        return Vectors.tests("labels", LABELS, HelloVectorsTest::label);
    }

    private static void label(Row row) throws IOException {
        var wires = MemoryWire.pair();
        wires.client().write(Hello.OURS.encode());
        wires.client().write(row.bytes(2));
        wires.client().closeOutput();
        if (row.column(1).equals("close")) {
            assertThrows(IOException.class, () -> Greeting.answer(wires.server(), Timings.STANDARD));
        } else {
            var label = Label.valueOf(row.column(1));
            assertEquals(label, Greeting.answer(wires.server(), Timings.STANDARD));
            assertEquals(row.bytes(2), label.encode());
        }
    }

    @Test
    void a_length_over_the_limit_is_refused_before_the_body_is_read() throws IOException {
        var wires = MemoryWire.pair();
        wires.client().write(bytes("H3")); // and the body never comes
        assertThrows(IOException.class, () -> Greeting.answer(wires.server(), Timings.STANDARD));
        assertTrue(wires.server().isOpen());
    }

    /// `H1`, `H2`, and `H10`: the label comes in the same packet, and what follows it stays where it is.
    @Test
    void what_is_said_is_canonical_and_nothing_more_is_read_than_belongs_to_it() throws IOException {
        assertEquals(bytes("H1"), Hello.OURS.encode());
        assertEquals(67, Hello.OURS.encode().remaining());
        var two = new Hello(7, List.of("foo", "bar 2342"));
        assertEquals(bytes("H2"), two.encode());
        assertEquals(80, two.encode().remaining());
        assertEquals(two, Hello.decode(bytes("H2").position(Hello.PREFIX).slice()));
        var wires = MemoryWire.pair();
        var packet = ByteBuffer.allocate(67 + 64 + 8)
                .put(bytes("H1"))
                .put(label("LB2"))
                .put(Vectors.hex("0002000000000000"));
        wires.client().write(packet.flip());
        assertEquals(Label.DATA, Greeting.answer(wires.server(), Timings.STANDARD));
        var rest = ByteBuffer.allocate(100);
        wires.server().read(rest);
        assertEquals(Vectors.hex("0002000000000000"), rest.flip());
        var said = ByteBuffer.allocate(200);
        wires.client().read(said);
        assertEquals(bytes("H1"), said.flip());
    }

    @Test
    void a_client_sends_its_version_and_then_its_label() throws IOException {
        var wires = MemoryWire.pair();
        wires.server().write(bytes("H1"));
        Greeting.call(wires.client(), Label.DATA, Timings.STANDARD);
        var said = ByteBuffer.allocate(200);
        wires.server().read(said);
        assertEquals(ByteBuffer.allocate(131).put(bytes("H1")).put(label("LB2")).flip(), said.flip());
    }

    /// `H9`
    @Test
    void what_cannot_be_said_is_refused() {
        for (int version : List.of(0, -1, 10_000)) {
            assertThrows(IllegalArgumentException.class, () -> new Hello(version, List.of()));
        }
        for (var extension : List.of("a\nb", "half a character: \ud800")) {
            assertThrows(IllegalArgumentException.class, () -> new Hello(7, List.of(extension)));
        }
        assertThrows(IllegalArgumentException.class, () -> new Hello(7, Collections.nCopies(9_999, "x")));
        assertFalse(
                new Hello(9_999, Collections.nCopies(9_998, "")).extensions().isEmpty());
    }

    @Test
    void a_peer_that_closes_at_once_probably_does_not_know_us() {
        var wires = MemoryWire.pair();
        wires.server().closeOutput();
        var refused =
                assertThrows(IOException.class, () -> Greeting.call(wires.client(), Label.CONTROL, Timings.STANDARD));
        assertEquals(
                "the peer closed the connection instead of a version handshake; it may not know this client",
                refused.getMessage());
    }

    private static ByteBuffer bytes(String id) {
        return row(HANDSHAKES, id).bytes(3);
    }

    private static ByteBuffer label(String id) {
        return row(LABELS, id).bytes(2);
    }

    private static Row row(List<Row> rows, String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }
}
