// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.ZfsException;

/// Holds and bookmarks.
public interface AnchorsContract extends ZfsCases {
    @Test
    default void holding_twice_is_holding_once() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        zfs().anchors().hold(dataset, List.of(snapshot), "tag");
        zfs().anchors().hold(dataset, List.of(snapshot), "tag");
        assertEquals(Map.of(snapshot, Set.of("tag")), zfs().anchors().holds(dataset, List.of(snapshot)));
        zfs().anchors().release(dataset, List.of(snapshot), "tag");
        assertEquals(Map.of(snapshot, Set.of()), zfs().anchors().holds(dataset, List.of(snapshot)));
    }

    @Test
    default void tags_are_independent() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        zfs().anchors().hold(dataset, List.of(snapshot), "one");
        zfs().anchors().hold(dataset, List.of(snapshot), "zrepl_STEP_J_my job");
        zfs().anchors().release(dataset, List.of(snapshot), "one");
        assertEquals(
                Map.of(snapshot, Set.of("zrepl_STEP_J_my job")), zfs().anchors().holds(dataset, List.of(snapshot)));
        zfs().anchors().release(dataset, List.of(snapshot), "zrepl_STEP_J_my job");
    }

    @Test
    default void many_snapshots_are_held_and_released_in_one_call() throws Exception {
        var dataset = bench().dataset();
        var snapshots = List.of(bench().snapshot(dataset, "a"), bench().snapshot(dataset, "b"));
        zfs().anchors().hold(dataset, snapshots, "tag");
        assertEquals(
                Map.of(snapshots.get(0), Set.of("tag"), snapshots.get(1), Set.of("tag")),
                zfs().anchors().holds(dataset, snapshots));
        zfs().anchors().release(dataset, snapshots, "tag");
        assertEquals(Set.of(), look(dataset).held());
    }

    @Test
    default void one_that_is_held_already_does_not_keep_the_others_from_it() throws Exception {
        var dataset = bench().dataset();
        var snapshots = List.of(bench().snapshot(dataset, "a"), bench().snapshot(dataset, "b"));
        zfs().anchors().hold(dataset, snapshots.subList(0, 1), "tag");
        zfs().anchors().hold(dataset, snapshots, "tag");
        assertEquals(Set.copyOf(snapshots), look(dataset).held());
        zfs().anchors().release(dataset, snapshots, "tag");
    }

    @Test
    default void releasing_what_is_not_held_is_fine() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        zfs().anchors().release(dataset, List.of(snapshot), "tag");
        assertEquals(Set.of(), look(dataset).held());
    }

    @Test
    default void releasing_a_snapshot_that_is_gone_is_fine() throws Exception {
        var dataset = bench().dataset();
        var gone = bench().snapshot(dataset, "gone");
        var held = bench().snapshot(dataset, "held");
        zfs().anchors().hold(dataset, List.of(held), "tag");
        zfs().snapshots().destroy(dataset, List.of(gone));
        zfs().anchors().release(dataset, List.of(gone, held), "tag");
        assertEquals(Set.of(), look(dataset).held());
    }

    @Test
    default void a_missing_snapshot_cannot_be_held() throws Exception {
        var dataset = bench().dataset();
        var gone = bench().snapshot(dataset, "gone");
        zfs().snapshots().destroy(dataset, List.of(gone));
        assertThrows(ZfsException.class, () -> zfs().anchors().hold(dataset, List.of(gone), "tag"));
    }

    @Test
    default void a_tag_that_is_too_long_is_refused() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        assertThrows(ZfsException.class, () -> zfs().anchors().hold(dataset, List.of(snapshot), "t".repeat(256)));
    }

    @Test
    default void a_bookmark_has_its_snapshots_identity() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        var bookmark = zfs().anchors().bookmark(dataset, snapshot, "b c");
        assertEquals(List.of(bookmark, snapshot), zfs().catalog().revisions(dataset));
        assertEquals(snapshot.guid(), bookmark.guid());
        assertEquals(snapshot.createTxg(), bookmark.createTxg());
    }

    @Test
    default void bookmarking_twice_is_bookmarking_once() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        var bookmark = zfs().anchors().bookmark(dataset, snapshot, "b");
        assertEquals(bookmark, zfs().anchors().bookmark(dataset, snapshot, "b"));
        assertEquals(List.of("#b", "@s"), names(dataset));
    }

    @Test
    default void a_bookmark_of_another_snapshot_keeps_its_name() throws Exception {
        var dataset = bench().dataset();
        var first = bench().snapshot(dataset, "1");
        var second = bench().snapshot(dataset, "2");
        zfs().anchors().bookmark(dataset, first, "b");
        assertThrows(ZfsException.class, () -> zfs().anchors().bookmark(dataset, second, "b"));
    }

    @Test
    default void a_bookmark_outlives_its_snapshot() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        zfs().anchors().bookmark(dataset, snapshot, "b");
        zfs().snapshots().destroy(dataset, List.of(snapshot));
        assertEquals(List.of("#b"), names(dataset));
    }

    @Test
    default void a_bookmark_of_a_bookmark_can_only_be_itself() throws Exception {
        var dataset = bench().dataset();
        var bookmark = zfs().anchors().bookmark(dataset, bench().snapshot(dataset, "s"), "b");
        assertEquals(bookmark, zfs().anchors().bookmark(dataset, bookmark, "b"));
        assertThrows(ZfsException.class, () -> zfs().anchors().bookmark(dataset, bookmark, "copy"));
    }

    @Test
    default void a_snapshot_that_is_gone_cannot_be_bookmarked() throws Exception {
        var dataset = bench().dataset();
        var gone = bench().snapshot(dataset, "gone");
        zfs().snapshots().destroy(dataset, List.of(gone));
        assertThrows(ZfsException.class, () -> zfs().anchors().bookmark(dataset, gone, "b"));
    }
}
