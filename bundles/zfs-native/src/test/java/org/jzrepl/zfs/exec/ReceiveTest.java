// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.PartialReceiveException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Receive;

final class ReceiveTest {
    private static final Receive RECEIVE = new Receive(DatasetPath.parse("p/a"), "2", false, true, Map.of(), Set.of());
    private static final String TOKEN =
            "1-c900112c2-b8-789c636064000310a500c4ec50360710e72765a5269740f80cd8e4d3d28a534b"
                    + "18e00024cf86249f5459925acc802a8facbf243fbd34338581e1fdd9d59de9aeca8c1a48f29c60f9bcc4dc54209d9897ad9f925892"
                    + "e8909659540cb11000af9d16d0";
    private static final String NEVER_READS = "while :; do sleep 1000; done";
    private static final String NEVER_READS_NOR_ENDS = "trap '' TERM; while :; do sleep 1000; done";

    @TempDir
    private Path dir;

    @Test
    void the_stream_arrives_byte_by_byte() throws Exception {
        var bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        try (var fake = new FakeZfs(dir, "cat > $dir/got")) {
            fake.zfs().streams().receive(RECEIVE, source(bytes));
            assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("got")));
            assertEquals(java.util.List.of("recv -s p/a@2"), fake.calls());
        }
    }

    @Test
    void what_is_sent_here_can_be_received_here() throws Exception {
        var bytes = new byte[3_000_000];
        new Random(2).nextBytes(bytes);
        Files.write(dir.resolve("stream"), bytes);
        try (var fake = new FakeZfs(dir, "case $1 in send) cat $dir/stream;; recv) cat > $dir/got;; esac")) {
            var to = new org.jzrepl.api.dataset.Revision.Snapshot(
                    "2", new org.jzrepl.api.dataset.Guid(2), 2, Instant.EPOCH);
            var send = new org.jzrepl.api.zfs.ZfsStreams.Send(
                    DatasetPath.parse("p/a"), java.util.Optional.empty(), to, Set.of(), java.util.Optional.empty());
            try (var stream = fake.zfs().streams().send(send)) {
                fake.zfs().streams().receive(RECEIVE, stream);
            }
            assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("got")));
        }
    }

    @Test
    void a_receive_that_dies_early_is_told_at_once_though_the_stream_stalls() throws Exception {
        try (var fake = new FakeZfs(dir, "echo \"cannot receive: destination 'p/a' exists\" >&2", "exit 1")) {
            var stalled = Pipe.open();
            var failure =
                    assertThrows(ZfsException.class, () -> fake.zfs().streams().receive(RECEIVE, stalled.source()));
            assertEquals("receive p/a@2: cannot receive: destination 'p/a' exists", failure.getMessage());
            stalled.sink().close();
        }
    }

    @Test
    void a_receive_that_dies_early_is_told_though_the_stream_goes_on() {
        try (var fake =
                new FakeZfs(dir, "head -c 100000 > /dev/null", "echo 'cannot receive: no space' >&2", "exit 1")) {
            var failure = assertThrows(
                    ZfsException.class, () -> fake.zfs().streams().receive(RECEIVE, source(new byte[20_000_000])));
            assertEquals("receive p/a@2: cannot receive: no space", failure.getMessage());
        }
    }

    @Test
    void the_exception_of_the_stream_wins_after_zfs_has_saved_its_state() {
        try (var fake = new FakeZfs(dir, "cat > $dir/got", "echo 'cannot receive: incomplete stream' >&2", "exit 1")) {
            var broken = new SocketTimeoutException("peer is silent");
            var thrown = assertThrows(
                    IOException.class, () -> fake.zfs().streams().receive(RECEIVE, failing(new byte[1000], broken)));
            assertSame(broken, thrown);
            assertEquals(1000, dir.resolve("got").toFile().length());
            assertEquals(0, fake.processes());
        }
    }

    @Test
    void a_stream_that_ends_too_early_leaves_a_token() {
        try (var fake = new FakeZfs(
                dir,
                "cat > /dev/null",
                "echo 'cannot receive resume stream: incomplete stream.' >&2",
                "echo 'A resuming stream can be generated on the sending system by running:' >&2",
                "echo '    zfs send -t " + TOKEN + "' >&2",
                "exit 1")) {
            var partial = assertThrows(
                    PartialReceiveException.class, () -> fake.zfs().streams().receive(RECEIVE, source(new byte[10])));
            assertEquals(TOKEN, partial.token());
        }
    }

    @Test
    void an_empty_stream_is_an_error() {
        try (var fake = new FakeZfs(dir, "cat", "echo 'cannot receive: failed to read from stream' >&2", "exit 1")) {
            assertThrows(ZfsException.class, () -> fake.zfs().streams().receive(RECEIVE, source(new byte[0])));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_a_receive_whose_stream_stalls(boolean virtual) throws Exception {
        var stalled = Pipe.open();
        expectEndByInterrupt(virtual, "cat > /dev/null", stalled.source());
        stalled.sink().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_a_receive_that_takes_nothing(boolean virtual) throws Exception {
        expectEndByInterrupt(virtual, NEVER_READS_NOR_ENDS, source(new byte[20_000_000]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_a_receive_whose_stream_hears_no_interrupt(boolean virtual) throws Exception {
        var forgotten = new CountDownLatch(1);
        expectEndByInterrupt(virtual, NEVER_READS_NOR_ENDS, deaf(forgotten), forgotten);
    }

    private void expectEndByInterrupt(boolean virtual, String body, ReadableByteChannel stream) throws Exception {
        expectEndByInterrupt(virtual, body, stream, new CountDownLatch(1));
    }

    private void expectEndByInterrupt(
            boolean virtual, String body, ReadableByteChannel stream, CountDownLatch afterwards) throws Exception {
        try (var fake = new FakeZfs(dir, body)) {
            var thread = new CompletableFuture<Thread>();
            var end = SendTest.on(virtual, () -> {
                thread.complete(Thread.currentThread());
                return assertThrows(
                        InterruptedException.class, () -> fake.zfs().streams().receive(RECEIVE, stream));
            });
            await().until(() -> !fake.calls().isEmpty());
            var asked = Instant.now();
            thread.get().interrupt();
            assertInstanceOf(InterruptedException.class, end.get(10, TimeUnit.SECONDS));
            assertTrue(Duration.between(asked, Instant.now()).toMillis() < 2000);
            assertEquals(0, fake.processes());
            afterwards.countDown();
        }
    }

    @Test
    void blocked_receives_do_not_keep_virtual_threads_from_running() throws Exception {
        try (var fake = new FakeZfs(dir, NEVER_READS)) {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                fake.threads.start(
                        "receiver",
                        () -> assertThrows(
                                InterruptedException.class,
                                () -> fake.zfs().streams().receive(RECEIVE, source(new byte[5_000_000]))));
            }
            await().until(() -> fake.calls().size() == 2 * Runtime.getRuntime().availableProcessors());
            var ticks = new AtomicInteger();
            fake.threads.start("ticker", () -> {
                for (int i = 0; i < 40; i++) {
                    Thread.sleep(10);
                    ticks.incrementAndGet();
                }
            });
            await().atMost(Duration.ofSeconds(5)).until(() -> ticks.get() == 40);
        }
    }

    @Test
    void descriptors_and_threads_do_not_pile_up() throws Exception {
        try (var fake = new FakeZfs(dir, "head -c 1000 > /dev/null", "exit 1")) {
            assertThrows(ZfsException.class, () -> fake.zfs().streams().receive(RECEIVE, source(new byte[2_000_000])));
            long before = FakeZfs.descriptors();
            for (int i = 0; i < 10; i++) {
                assertThrows(
                        ZfsException.class, () -> fake.zfs().streams().receive(RECEIVE, source(new byte[2_000_000])));
            }
            await().until(() -> FakeZfs.descriptors() <= before && fake.threads.running() == 0);
            assertEquals(0, fake.processes());
        }
    }

    @Test
    void nothing_to_abort_is_success() throws Exception {
        try (var fake =
                new FakeZfs(dir, "echo \"'p/a' does not have any resumable receive state to abort\" >&2", "exit 1")) {
            fake.zfs().streams().abortReceive(DatasetPath.parse("p/a"));
            assertEquals(java.util.List.of("recv -A p/a"), fake.calls());
        }
    }

    private static ReadableByteChannel source(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    private static ReadableByteChannel failing(byte[] bytes, IOException then) {
        var first = source(bytes);
        return reading(into -> {
            int length = first.read(into);
            if (length < 0) {
                throw then;
            }
            return length;
        });
    }

    private static ReadableByteChannel deaf(CountDownLatch until) {
        return reading(_ -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    until.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // this stream hears nothing: that is what the test is about
                }
            }
            return -1;
        });
    }

    private static ReadableByteChannel reading(Reading reading) {
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return reading.read(into);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @FunctionalInterface
    private interface Reading {
        int read(ByteBuffer into) throws IOException;
    }
}
