// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.ZfsException;

class LimitedChannelTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong clock = new AtomicLong();

    private LimitedChannel limited(ReadableByteChannel stream, TokenBucket bucket) {
        return new LimitedChannel(stream, bucket, clock::addAndGet);
    }

    private static ReadableByteChannel bytes(int size) {
        return Channels.newChannel(new ByteArrayInputStream(new byte[size]));
    }

    private void drain(ReadableByteChannel stream, int buffer) throws IOException {
        var into = ByteBuffer.allocate(buffer);
        while (stream.read(into) >= 0) {
            into.clear();
        }
    }

    @Test
    void a_stream_takes_its_size_over_the_limit_after_the_bucket_is_empty() throws IOException {
        drain(limited(bytes(1_100_000), new TokenBucket(100_000, 100_000, clock::get)), 4096);
        assertEquals(10 * SECOND, clock.get(), SECOND / 1000);
    }

    @Test
    void two_streams_share_one_bucket() throws IOException {
        var bucket = new TokenBucket(100_000, 100_000, clock::get);
        drain(limited(bytes(600_000), bucket), 4096);
        drain(limited(bytes(500_000), bucket), 4096);
        assertEquals(10 * SECOND, clock.get(), SECOND / 1000);
    }

    @Test
    void a_read_larger_than_the_bucket_is_paid_back() throws IOException {
        drain(limited(bytes(1_100_000), new TokenBucket(100_000, 100_000, clock::get)), 1 << 19);
        assertEquals(10 * SECOND, clock.get(), SECOND / 1000);
    }

    @Test
    void what_fits_into_the_bucket_does_not_wait() throws IOException {
        drain(limited(bytes(100_000), new TokenBucket(1, 100_000, clock::get)), 4096);
        assertEquals(0, clock.get());
    }

    @Test
    void a_full_bucket_does_not_grow_over_time() throws IOException {
        var bucket = new TokenBucket(100_000, 100_000, clock::get);
        clock.set(1000 * SECOND);
        drain(limited(bytes(200_000), bucket), 4096);
        assertEquals(1001 * SECOND, clock.get(), SECOND / 1000);
    }

    @Test
    void an_interrupted_pause_closes_the_stream() {
        var stream = bytes(1000);
        var limited = new LimitedChannel(stream, new TokenBucket(1, 1, clock::get), _ -> {
            throw new InterruptedException();
        });
        assertThrows(ClosedByInterruptException.class, () -> limited.read(ByteBuffer.allocate(100)));
        assertTrue(Thread.interrupted());
        assertFalse(stream.isOpen());
    }

    @Test
    void the_first_bytes_are_not_lost() throws Exception {
        var content = new byte[300_000];
        new Random(1).nextBytes(content);
        var primed = PrimedChannel.of(Channels.newChannel(new ByteArrayInputStream(content)), "receive tank/a@1");
        var into = ByteBuffer.allocate(content.length + 1);
        int step = 1;
        for (int length = 0; length >= 0; step = step * 2 + 1) {
            var part = ByteBuffer.allocate(step);
            length = primed.read(part);
            into.put(part.flip());
        }
        into.flip();
        var copy = new byte[into.remaining()];
        into.get(copy);
        assertArrayEquals(content, copy);
    }

    @Test
    void a_stream_without_a_byte_is_a_failure() {
        var failure = assertThrows(ZfsException.class, () -> PrimedChannel.of(bytes(0), "receive tank/a@1"));
        assertTrue(failure.getMessage().startsWith("receive tank/a@1"));
    }
}
