// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// Streams that cannot be made, that end early, or that are none.
public interface BrokenStreamsContract extends ZfsCases {
    private Streams streams() {
        return new Streams(zfs());
    }

    @Test
    default void a_missing_snapshot_is_an_error_and_no_short_stream() throws Exception {
        var source = bench().dataset();
        var gone = bench().snapshot(source, "gone");
        zfs().snapshots().destroy(source, List.of(gone));
        assertThrows(ZfsException.class, () -> streams().length(Streams.full(source, gone)));
    }

    @Test
    default void a_missing_start_is_an_error() throws Exception {
        var source = bench().dataset();
        var gone = bench().snapshot(source, "gone");
        var there = bench().snapshot(source, "there");
        zfs().snapshots().destroy(source, List.of(gone));
        assertThrows(ZfsException.class, () -> streams().length(Streams.incremental(source, gone, there)));
    }

    @Test
    default void a_start_later_than_the_end_is_an_error() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        var second = bench().snapshot(source, "2");
        assertThrows(ZfsException.class, () -> streams().length(Streams.incremental(source, second, first)));
    }

    @Test
    default void a_stream_closed_early_leaves_nothing_behind() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 3_000_000, 1);
        var snapshot = bench().snapshot(source, "s");
        var stream = zfs().streams().send(Streams.full(source, snapshot));
        stream.read(ByteBuffer.allocateDirect(1000));
        stream.close();
        assertTrue(!stream.isOpen());
        bench().settle();
        // a send under way would keep the snapshot busy
        zfs().snapshots().destroy(source, List.of(snapshot));
        assertEquals(List.of(), names(source));
    }

    @Test
    default void garbage_is_no_stream() throws Exception {
        var target = bench().target();
        var garbage = Channels.newChannel(new ByteArrayInputStream(new byte[100_000]));
        assertThrows(ZfsException.class, () -> zfs().streams().receive(Streams.into(target, "s"), garbage));
        assertEquals(Optional.empty(), zfs().catalog().look(target, Scan.NAMES));
    }

    @Test
    default void an_empty_stream_is_an_error() throws Exception {
        var target = bench().target();
        var nothing = Channels.newChannel(new ByteArrayInputStream(new byte[0]));
        assertThrows(ZfsException.class, () -> zfs().streams().receive(Streams.into(target, "s"), nothing));
    }

    @Test
    default void what_reading_the_stream_throws_comes_through() throws Exception {
        var target = bench().target();
        var broken = new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                throw new IOException("the wire is cut");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        var thrown = assertThrows(IOException.class, () -> zfs().streams().receive(Streams.into(target, "s"), broken));
        assertEquals("the wire is cut", thrown.getMessage());
    }
}
