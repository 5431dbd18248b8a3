// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// Many bytes, quick and slow readers.
public interface BulkContract extends TransportCases {
    @Test
    default void both_directions_at_once_carry_every_byte() throws Exception {
        bothDirections(64L << 20);
    }

    @Test
    @Tag("soak")
    default void both_directions_at_once_carry_every_byte_of_a_gibibyte() throws Exception {
        bothDirections(1L << 30);
    }

    private void bothDirections(long bytes) throws Exception {
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            var there = Attempt.start(threads, () -> writeAndEnd(ends.dialled(), bytes, 1));
            var back = Attempt.start(threads, () -> writeAndEnd(ends.accepted(), bytes, 2));
            var read = Attempt.start(threads, () -> readAll(ends.accepted(), bytes, 1));
            readAll(ends.dialled(), bytes, 2);
            read.value();
            there.value();
            back.value();
        }
    }

    private static Wire writeAndEnd(Wire wire, long bytes, long seed) throws IOException {
        new Noise(seed).write(wire, bytes);
        wire.closeOutput();
        return wire;
    }

    private static Wire readAll(Wire wire, long bytes, long seed) throws IOException {
        new Noise(seed).read(wire, bytes);
        return wire;
    }

    /// What is on its way lies in buffers of the kernel or of ours: a wire that took everything would fill the
    /// heap.
    @Test
    default void a_reader_that_does_not_read_stops_the_writer_and_loses_nothing() throws Exception {
        long bytes = 96L << 20;
        try (var link = open();
                var threads = new TestThreads();
                var ends = link.connect(threads)) {
            for (var way : ends.bothWays()) {
                var written = new AtomicLong();
                var writing = Attempt.start(threads, () -> {
                    new Noise(1).write(way.dialled(), bytes, written);
                    way.dialled().closeOutput();
                    return true;
                });
                awaitStandstill(written);
                assertTrue(written.get() < 32 << 20, () -> "bytes on their way: " + written);
                new Noise(1).read(way.accepted(), bytes);
                writing.value();
            }
        }
    }

    private static void awaitStandstill(AtomicLong counter) {
        var seen = new AtomicLong(-1);
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(2))
                .until(() -> seen.getAndSet(counter.get()) == counter.get());
    }
}
