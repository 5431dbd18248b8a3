// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.api.zfs.ZfsStreams.Send;

final class SendTest {
    private static final Revision.Snapshot TO = new Revision.Snapshot("2", new Guid(2), 2, Instant.EPOCH);
    private static final Send SEND =
            new Send(DatasetPath.parse("p/a"), Optional.empty(), TO, Set.of(Flag.LARGE_BLOCKS), Optional.empty());
    private static final String STUBBORN = "trap '' TERM; head -c 1000 /dev/zero; while :; do sleep 1000; done";

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_stream_arrives_byte_by_byte(boolean virtual) throws Exception {
        var bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(dir.resolve("stream"), bytes);
        try (var fake = new FakeZfs(dir, "cat $dir/stream")) {
            var received = on(virtual, () -> {
                try (var stream = fake.zfs().streams().send(SEND)) {
                    return Channels.newInputStream(stream).readAllBytes();
                }
            });
            assertArrayEquals(bytes, received.get(30, TimeUnit.SECONDS));
            assertEquals(List.of("send -L p/a@2"), fake.calls());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_send_that_fails_is_no_short_stream(boolean virtual) throws Exception {
        try (var fake = new FakeZfs(dir, "printf abc", "echo 'warning: cannot send p/a@2: I/O error' >&2", "exit 1")) {
            var failure = on(virtual, () -> {
                try (var stream = fake.zfs().streams().send(SEND)) {
                    assertEquals(3, stream.read(ByteBuffer.allocateDirect(3)));
                    return assertThrows(ZfsException.class, () -> stream.read(ByteBuffer.allocateDirect(10)));
                }
            });
            assertEquals(
                    "send p/a@2: warning: cannot send p/a@2: I/O error",
                    failure.get(10, TimeUnit.SECONDS).getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupted_read_closes_the_channel_and_ends_the_command(boolean virtual) throws Exception {
        try (var fake = new FakeZfs(dir, STUBBORN)) {
            var open = new CompletableFuture<ReadableByteChannel>();
            var thread = new CompletableFuture<Thread>();
            var end = on(virtual, () -> {
                var stream = fake.zfs().streams().send(SEND);
                thread.complete(Thread.currentThread());
                open.complete(stream);
                return assertThrows(IOException.class, () -> readAll(stream));
            });
            assertTrue(open.get(10, TimeUnit.SECONDS).isOpen());
            var asked = Instant.now();
            thread.get().interrupt();
            assertInstanceOf(ClosedByInterruptException.class, end.get(10, TimeUnit.SECONDS));
            assertTrue(Duration.between(asked, Instant.now()).toMillis() < 2000);
            assertFalse(open.get().isOpen());
            assertEquals(0, fake.processes());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_from_another_thread_ends_a_blocked_read_and_the_command(boolean virtual) throws Exception {
        try (var fake = new FakeZfs(dir, STUBBORN)) {
            var stream = fake.zfs().streams().send(SEND);
            var first = new CompletableFuture<Integer>();
            var end = on(virtual, () -> {
                first.complete(stream.read(ByteBuffer.allocate(1000)));
                return assertThrows(ClosedChannelException.class, () -> readAll(stream));
            });
            first.get(10, TimeUnit.SECONDS);
            stream.close();
            assertInstanceOf(ClosedChannelException.class, end.get(10, TimeUnit.SECONDS));
            assertEquals(0, fake.processes());
            assertThrows(ClosedChannelException.class, () -> stream.read(ByteBuffer.allocate(1)));
            stream.close();
        }
    }

    @Test
    void blocked_sends_do_not_keep_virtual_threads_from_running() throws Exception {
        try (var fake = new FakeZfs(dir, STUBBORN)) {
            var streams = new ArrayList<ReadableByteChannel>();
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                var stream = fake.zfs().streams().send(SEND);
                streams.add(stream);
                fake.threads.start("reader", () -> assertThrows(IOException.class, () -> readAll(stream)));
            }
            var ticks = new AtomicInteger();
            fake.threads.start("ticker", () -> {
                for (int i = 0; i < 40; i++) {
                    Thread.sleep(10);
                    ticks.incrementAndGet();
                }
            });
            await().atMost(Duration.ofSeconds(5)).until(() -> ticks.get() == 40);
            for (var stream : streams) {
                stream.close();
            }
            assertEquals(0, fake.processes());
        }
    }

    @Test
    void descriptors_and_threads_do_not_pile_up() throws Exception {
        try (var fake = new FakeZfs(dir, "cat /dev/zero")) {
            sendAndClose(fake);
            long before = FakeZfs.descriptors();
            for (int i = 0; i < 10; i++) {
                sendAndClose(fake);
            }
            await().until(() -> FakeZfs.descriptors() <= before && fake.threads.running() == 0);
            assertEquals(0, fake.processes());
        }
    }

    private void sendAndClose(FakeZfs fake) throws Exception {
        on(true, () -> {
                    try (var stream = fake.zfs().streams().send(SEND)) {
                        return stream.read(ByteBuffer.allocateDirect(100_000));
                    }
                })
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void an_estimate_from_a_bookmark_needs_no_command() throws Exception {
        try (var fake = new FakeZfs(dir)) {
            var from = new Revision.Bookmark("1", new Guid(1), 1, Instant.EPOCH);
            var send = new Send(DatasetPath.parse("p/a"), Optional.of(from), TO, Set.of(), Optional.empty());
            assertEquals(OptionalLong.empty(), fake.zfs().streams().estimate(send));
            assertEquals(List.of(), fake.calls());
        }
    }

    @Test
    void an_estimate_is_what_the_dry_run_says() throws Exception {
        try (var fake = new FakeZfs(dir, "printf 'full\\tp/a@2\\t1024\\nsize\\t1024\\n'")) {
            assertEquals(OptionalLong.of(1024), fake.zfs().streams().estimate(SEND));
            assertEquals(List.of("send -n -v -P -L p/a@2"), fake.calls());
        }
    }

    private static long readAll(ReadableByteChannel stream) throws IOException {
        var buffer = ByteBuffer.allocateDirect(1 << 16);
        long length = 0;
        while (stream.read(buffer) >= 0) {
            length += buffer.position();
            buffer.clear();
        }
        return length;
    }

    static <T> CompletableFuture<T> on(boolean virtual, java.util.concurrent.Callable<T> body) {
        var end = new CompletableFuture<T>();
        Runnable run = () -> {
            try {
                end.complete(body.call());
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        };
        if (virtual) {
            Thread.ofVirtual().start(run);
        } else {
            Thread.ofPlatform().daemon().start(run);
        }
        return end;
    }
}
