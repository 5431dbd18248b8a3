// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// Who calls, and many who call at once.
public interface CallersContract extends TransportCases {
    /// How many connections of this transport are open at once in CI.
    default int many() {
        return 50;
    }

    /// The same in a soak run.
    default int veryMany() {
        return 500;
    }

    @Test
    default void the_caller_is_known_by_its_identity_and_its_origin() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            var accepting = Attempt.start(threads, link.listener()::accept);
            var identifying = Attempt.start(threads, () -> Callers.identify(accepting.value()));
            try (var _ = link.connector().connect();
                    var accepted = identifying.value().wire()) {
                assertEquals(link.identity(), identifying.value().identity());
                assertTrue(accepted.isOpen());
                assertTrue(!accepting.value().origin().isBlank());
            }
        }
    }

    @Test
    default void a_caller_that_is_turned_away_notices() throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            var dialling = Attempt.start(threads, () -> {
                try (var wire = link.connector().connect()) {
                    return wire.read(ByteBuffer.allocate(1));
                }
            });
            link.listener().accept().close();
            dialling.awaitEnd();
            if (dialling.failed()) {
                assertInstanceOf(IOException.class, dialling.failure());
            } else {
                assertEquals(-1, dialling.value());
            }
        }
    }

    @Test
    default void a_caller_that_never_identifies_itself_keeps_nobody_else_waiting() throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var _ = link.mute().call();
                var mute = link.listener().accept()) {
            var identifying = Attempt.start(threads, () -> mute.identify(Duration.ofMinutes(10)));
            for (int i = 0; i < 3; i++) {
                try (var ends = link.connect(threads)) {
                    talk(ends, i);
                }
            }
            identifying.interrupt();
            identifying.awaitEnd();
        }
    }

    /// Where the first packet tells who calls, nobody can be silent, and the wire comes.
    @Test
    default void a_caller_that_never_identifies_itself_is_given_up() throws Exception {
        try (var link = open();
                var _ = link.mute().call();
                var mute = link.listener().accept()) {
            if (link.firstPacketTells()) {
                assertEquals(
                        link.identity(), mute.identify(Duration.ofMillis(300)).identity());
            } else {
                assertThrows(IOException.class, () -> mute.identify(Duration.ofMillis(300)));
            }
        }
    }

    @Test
    default void many_connections_at_once_do_not_mix() throws Exception {
        connections(many());
    }

    @Test
    @Tag("soak")
    default void very_many_connections_at_once_do_not_mix() throws Exception {
        connections(veryMany());
    }

    private void connections(int count) throws Exception {
        try (var link = open();
                var threads = new TestThreads()) {
            threads.start("accept", () -> echoAll(link, threads));
            var dialling = new ArrayList<Attempt<Wire>>();
            for (int i = 0; i < count; i++) {
                dialling.add(Attempt.start(threads, link.connector()::connect));
            }
            var wires = new ArrayList<Wire>();
            for (var each : dialling) {
                wires.add(each.value());
            }
            exchange(threads, wires);
        }
    }

    /// Sends each caller its own bytes back.
    private static void echoAll(Link link, TestThreads threads) throws InterruptedException {
        try {
            while (true) {
                var caller = link.listener().accept();
                Attempt.start(threads, () -> echo(Callers.identify(caller).wire()));
            }
        } catch (IOException e) {
            // the listener has been closed: the case has ended
        }
    }

    private static Wire echo(Wire wire) throws IOException {
        try (wire) {
            var buffer = ByteBuffer.allocateDirect(1 << 16);
            while (wire.read(buffer.clear()) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    wire.write(buffer);
                }
            }
            wire.closeOutput();
            wire.read(buffer.clear()); // the caller closes first, so that nothing under way is lost
        }
        return wire;
    }

    private static void exchange(TestThreads threads, List<Wire> wires) throws Exception {
        int size = 300_007;
        var writing = new ArrayList<Attempt<Wire>>();
        for (int i = 0; i < wires.size(); i++) {
            var wire = wires.get(i);
            long seed = i;
            writing.add(Attempt.start(threads, () -> {
                new Noise(seed).write(wire, size);
                wire.closeOutput();
                return wire;
            }));
        }
        for (int i = 0; i < wires.size(); i++) {
            new Noise(i).read(wires.get(i), size);
            writing.get(i).value().close();
        }
    }

    private static void talk(Ends ends, int seed) throws IOException {
        for (var way : ends.bothWays()) {
            new Noise(seed).write(way.dialled(), 1000);
            new Noise(seed).readExactly(way.accepted(), 1000);
        }
    }
}
