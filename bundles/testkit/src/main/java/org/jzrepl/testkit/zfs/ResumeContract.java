// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.PartialReceiveException;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// Receives that break off, and go on.
public interface ResumeContract extends ZfsCases {
    int SIZE = 3_000_000;
    int CUT = 1_500_000;

    private Streams streams() {
        return new Streams(zfs());
    }

    /// A dataset with one large file and its snapshot.
    private DatasetPath source() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", SIZE, 1);
        bench().snapshot(source, "1");
        return source;
    }

    private Revision.Snapshot newest(DatasetPath dataset) throws Exception {
        return (Revision.Snapshot) zfs().catalog().revisions(dataset).getLast();
    }

    /// Breaks a full receive off, and returns the token.
    private String broken(DatasetPath source, DatasetPath target) throws Exception {
        return assertThrows(
                        PartialReceiveException.class,
                        () -> streams().copyPart(Streams.full(source, newest(source)), Streams.into(target, "1"), CUT))
                .token();
    }

    @Test
    default void a_broken_full_receive_leaves_a_token_that_names_it() throws Exception {
        var source = source();
        var target = bench().target();
        var token = ResumeToken.parse(broken(source, target));
        assertEquals(newest(source).guid(), token.to());
        assertEquals(Optional.empty(), token.from());
        assertEquals(source + "@1", token.toName());
        assertTrue(token.bytes().orElseThrow() <= CUT);
        assertEquals(Optional.of(token.text()), token(target));
        assertEquals(List.of(), names(target));
    }

    @Test
    default void a_scan_shows_the_token() throws Exception {
        var target = bench().target();
        var token = broken(source(), target);
        var scanned = zfs().catalog().scan(List.of(target), EVERYTHING).getFirst();
        assertEquals(Optional.of(token), scanned.resumeToken());
    }

    @Test
    default void a_resumed_full_receive_is_complete_and_equal() throws Exception {
        var source = source();
        var target = bench().target();
        var token = broken(source, target);
        streams().copy(Streams.resumed(source, newest(source), token), Streams.into(target, "1"));
        assertEquals(newest(source).guid(), newest(target).guid());
        assertEquals(bench().content(source, "1"), bench().content(target, "1"));
        assertEquals(Optional.empty(), token(target));
    }

    @Test
    default void a_resumed_stream_is_shorter_by_what_was_received() throws Exception {
        var source = source();
        var target = bench().target();
        var token = broken(source, target);
        long received = ResumeToken.parse(token).bytes().orElseThrow();
        long rest = streams().length(Streams.resumed(source, newest(source), token));
        long all = streams().length(Streams.full(source, newest(source)));
        assertTrue(
                received > 0 && rest <= all - received + (1 << 19), () -> rest + " of " + all + " after " + received);
    }

    @Test
    default void a_receive_can_break_off_twice() throws Exception {
        var source = source();
        var target = bench().target();
        var first = broken(source, target);
        var second = assertThrows(
                        PartialReceiveException.class,
                        () -> streams()
                                .copyPart(
                                        Streams.resumed(source, newest(source), first),
                                        Streams.into(target, "1"),
                                        700_000))
                .token();
        assertTrue(ResumeToken.parse(second).bytes().orElseThrow()
                >= ResumeToken.parse(first).bytes().orElseThrow());
        streams().copy(Streams.resumed(source, newest(source), second), Streams.into(target, "1"));
        assertEquals(bench().content(source, "1"), bench().content(target, "1"));
    }

    @Test
    default void a_broken_incremental_receive_names_both_ends_and_goes_on() throws Exception {
        var source = source();
        var first = newest(source);
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        bench().write(source, "g", SIZE, 2);
        var second = bench().snapshot(source, "2");
        var text = assertThrows(
                        PartialReceiveException.class,
                        () -> streams()
                                .copyPart(Streams.incremental(source, first, second), Streams.into(target, "2"), CUT))
                .token();
        var token = ResumeToken.parse(text);
        assertEquals(Optional.of(first.guid()), token.from());
        assertEquals(second.guid(), token.to());
        assertEquals(List.of("@1"), names(target));
        streams().copy(Streams.resumed(source, second, text), Streams.into(target, "2"));
        assertEquals(bench().content(source, "2"), bench().content(target, "2"));
    }

    @Test
    default void a_receive_that_is_not_resumable_leaves_nothing() throws Exception {
        var source = source();
        var target = bench().target();
        assertThrows(
                ZfsException.class,
                () -> streams().copyPart(Streams.full(source, newest(source)), Streams.notResumable(target, "1"), CUT));
        assertEquals(Optional.empty(), zfs().catalog().look(target, Scan.NAMES));
    }

    @Test
    default void aborting_discards_a_new_dataset() throws Exception {
        var source = source();
        var target = bench().target();
        broken(source, target);
        zfs().streams().abortReceive(target);
        assertEquals(Optional.empty(), zfs().catalog().look(target, Scan.NAMES));
        streams().copy(Streams.full(source, newest(source)), Streams.into(target, "1"));
    }

    @Test
    default void aborting_keeps_a_dataset_that_was_there() throws Exception {
        var source = source();
        var first = newest(source);
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        bench().write(source, "g", SIZE, 2);
        var second = bench().snapshot(source, "2");
        assertThrows(
                PartialReceiveException.class,
                () -> streams().copyPart(Streams.incremental(source, first, second), Streams.into(target, "2"), CUT));
        zfs().streams().abortReceive(target);
        assertEquals(Optional.empty(), token(target));
        assertEquals(List.of("@1"), names(target));
        streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2"));
    }

    @Test
    default void aborting_nothing_is_fine() throws Exception {
        var dataset = bench().dataset();
        zfs().streams().abortReceive(dataset);
        assertFalse(token(dataset).isPresent());
    }

    @Test
    default void a_fresh_stream_is_refused_while_a_partial_one_is_there() throws Exception {
        var source = source();
        var target = bench().target();
        broken(source, target);
        assertThrows(
                ZfsException.class,
                () -> streams().copy(Streams.full(source, newest(source)), Streams.into(target, "1")));
        assertTrue(token(target).isPresent());
    }

    @Test
    default void a_token_dies_with_its_snapshot() throws Exception {
        var source = source();
        var snapshot = newest(source);
        var token = broken(source, bench().target());
        zfs().snapshots().destroy(source, List.of(snapshot));
        assertThrows(ZfsException.class, () -> streams().length(Streams.resumed(source, snapshot, token)));
    }

    @Test
    default void a_corrupt_token_is_refused() throws Exception {
        var source = source();
        var token = broken(source, bench().target());
        var corrupt = token.substring(0, token.length() - 6) + "ffffff";
        assertThrows(ZfsException.class, () -> streams().length(Streams.resumed(source, newest(source), corrupt)));
    }

    @Test
    default void the_estimate_of_a_resumed_stream_is_what_is_left() throws Exception {
        var source = source();
        var token = broken(source, bench().target());
        long left = zfs().streams()
                .estimate(Streams.resumed(source, newest(source), token))
                .orElseThrow();
        long all =
                zfs().streams().estimate(Streams.full(source, newest(source))).orElseThrow();
        assertTrue(left < all, () -> left + " of " + all);
    }

    @Test
    default void an_interrupted_receive_ends_and_can_be_resumed() throws Exception {
        var source = source();
        var snapshot = newest(source);
        var target = bench().target();
        var stalling = new Stalling(zfs().streams().send(Streams.full(source, snapshot)), CUT);
        var receive = new FutureTask<Boolean>(() -> {
            zfs().streams().receive(Streams.into(target, "1"), stalling);
            return true;
        });
        var thread = Thread.ofPlatform().start(receive);
        Awaitility.await().until(stalling::stalls);
        thread.interrupt();
        thread.join(10_000);
        assertFalse(thread.isAlive());
        assertThrows(java.util.concurrent.ExecutionException.class, receive::get);
        stalling.close();
        bench().settle();
        var token = token(target);
        assertTrue(token.isPresent());
        streams().copy(Streams.resumed(source, snapshot, token.orElseThrow()), Streams.into(target, "1"));
        assertEquals(bench().content(source, "1"), bench().content(target, "1"));
    }

    /// Passes the beginning of a stream on, and then blocks until interrupted.
    final class Stalling implements ReadableByteChannel {
        private final ReadableByteChannel stream;
        private long left;
        private volatile boolean stalls;

        Stalling(ReadableByteChannel stream, long left) {
            this.stream = stream;
            this.left = left;
        }

        boolean stalls() {
            return stalls;
        }

        @Override
        public int read(ByteBuffer into) throws java.io.IOException {
            if (left > 0) {
                int read = stream.read(into);
                left -= read;
                return read;
            }
            stalls = true;
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new ClosedByInterruptException();
        }

        @Override
        public boolean isOpen() {
            return stream.isOpen();
        }

        @Override
        public void close() throws java.io.IOException {
            stream.close();
        }
    }
}
