// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.ZfsException;

/// How large a stream will be, before it is sent.
public interface EstimatesContract extends ZfsCases {
    private Streams streams() {
        return new Streams(zfs());
    }

    @Test
    default void an_estimate_is_near_the_streams_length() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 2_000_000, 1);
        var send = Streams.full(source, bench().snapshot(source, "s"));
        long estimate = zfs().streams().estimate(send).orElseThrow();
        long length = streams().length(send);
        assertTrue(estimate > length / 2 && estimate < length * 2, () -> estimate + " estimated, " + length + " sent");
    }

    @Test
    default void an_incremental_estimate_is_smaller() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 2_000_000, 1);
        var first = bench().snapshot(source, "1");
        bench().write(source, "g", 1000, 2);
        var second = bench().snapshot(source, "2");
        long all = zfs().streams().estimate(Streams.full(source, second)).orElseThrow();
        long changes = zfs().streams()
                .estimate(Streams.incremental(source, first, second))
                .orElseThrow();
        assertTrue(changes < all / 2, () -> changes + " of " + all);
    }

    @Test
    default void an_estimate_from_a_bookmark_is_unknown() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        var bookmark = zfs().anchors().bookmark(source, first, "b");
        var second = bench().snapshot(source, "2");
        assertEquals(OptionalLong.empty(), zfs().streams().estimate(Streams.incremental(source, bookmark, second)));
    }

    @Test
    default void an_estimate_for_a_missing_snapshot_is_an_error() throws Exception {
        var source = bench().dataset();
        var gone = bench().snapshot(source, "gone");
        zfs().snapshots().destroy(source, List.of(gone));
        assertThrows(ZfsException.class, () -> zfs().streams().estimate(Streams.full(source, gone)));
    }
}
