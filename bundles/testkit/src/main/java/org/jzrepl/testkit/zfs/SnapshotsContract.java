// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// Taking, destroying and rolling back.
public interface SnapshotsContract extends ZfsCases {
    @Test
    default void snapshots_of_many_datasets_share_a_transaction_group() throws Exception {
        var datasets = List.of(bench().dataset(), bench().dataset(), bench().dataset());
        var taken = zfs().snapshots().create(datasets, "together");
        assertEquals(3, taken.size());
        var groups = taken.values().stream()
                .map(one ->
                        assertInstanceOf(Creation.Created.class, one).snapshot().createTxg())
                .distinct()
                .toList();
        assertEquals(1, groups.size());
    }

    @Test
    default void a_name_that_exists_is_refused_for_that_dataset_only() throws Exception {
        var first = bench().dataset();
        var second = bench().dataset();
        var old = bench().snapshot(first, "again");
        var outcomes = zfs().snapshots().create(List.of(first, second), "again");
        assertInstanceOf(Creation.Refused.class, outcomes.get(first));
        assertInstanceOf(Creation.Created.class, outcomes.get(second));
        assertEquals(List.of(old), zfs().catalog().revisions(first));
    }

    @Test
    default void a_dataset_that_is_gone_is_refused_alone() throws Exception {
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        var there = bench().dataset();
        var outcomes = zfs().snapshots().create(List.of(missing, there), "s");
        assertInstanceOf(Creation.Refused.class, outcomes.get(missing));
        assertInstanceOf(Creation.Created.class, outcomes.get(there));
    }

    @Test
    default void snapshots_of_two_pools_are_taken_in_one_call() throws Exception {
        var here = bench().dataset();
        var there = bench().target();
        zfs().properties().create(there, Map.of());
        var outcomes = zfs().snapshots().create(List.of(here, there), "both");
        assertTrue(outcomes.values().stream().allMatch(Creation.Created.class::isInstance), outcomes::toString);
    }

    @Test
    default void a_bad_name_is_refused() throws Exception {
        var dataset = bench().dataset();
        assertInstanceOf(
                Creation.Refused.class,
                zfs().snapshots().create(List.of(dataset), "a/b").get(dataset));
    }

    @Test
    default void later_snapshots_have_later_transaction_groups_and_other_guids() throws Exception {
        var dataset = bench().dataset();
        var first = bench().snapshot(dataset, "1");
        var second = bench().snapshot(dataset, "2");
        assertTrue(Long.compareUnsigned(first.createTxg(), second.createTxg()) < 0);
        assertTrue(!first.guid().equals(second.guid()));
    }

    @Test
    default void many_snapshots_are_destroyed_at_once() throws Exception {
        var dataset = bench().dataset();
        var snapshots = List.of(
                bench().snapshot(dataset, "a"), bench().snapshot(dataset, "b c"), bench().snapshot(dataset, "d"));
        var outcomes = zfs().snapshots().destroy(dataset, snapshots.subList(0, 2));
        assertTrue(outcomes.values().stream().allMatch(Destruction.Destroyed.class::isInstance), outcomes::toString);
        assertEquals(List.of("@d"), names(dataset));
    }

    @Test
    default void what_is_gone_already_counts_as_destroyed() throws Exception {
        var dataset = bench().dataset();
        var gone = bench().snapshot(dataset, "gone");
        zfs().snapshots().destroy(dataset, List.of(gone));
        assertInstanceOf(
                Destruction.Destroyed.class,
                zfs().snapshots().destroy(dataset, List.of(gone)).get(gone));
    }

    @Test
    default void snapshots_of_a_missing_dataset_count_as_destroyed() throws Exception {
        var snapshot = bench().snapshot(bench().dataset(), "s");
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        assertInstanceOf(
                Destruction.Destroyed.class,
                zfs().snapshots().destroy(missing, List.of(snapshot)).get(snapshot));
    }

    @Test
    default void a_name_that_carries_another_guid_is_left_alone() throws Exception {
        var dataset = bench().dataset();
        var there = bench().snapshot(dataset, "s");
        var meant = new Revision.Snapshot("s", new Guid(there.guid().bits() + 1), there.createTxg(), there.creation());
        assertInstanceOf(
                Destruction.Refused.class,
                zfs().snapshots().destroy(dataset, List.of(meant)).get(meant));
        assertEquals(List.of(there), zfs().catalog().revisions(dataset));
    }

    @Test
    default void a_held_snapshot_stays_and_does_not_stop_the_others() throws Exception {
        var dataset = bench().dataset();
        var held = bench().snapshot(dataset, "held");
        var free = bench().snapshot(dataset, "free");
        zfs().anchors().hold(dataset, List.of(held), "tag");
        var outcomes = zfs().snapshots().destroy(dataset, List.of(held, free));
        assertInstanceOf(Destruction.Held.class, outcomes.get(held));
        assertInstanceOf(Destruction.Destroyed.class, outcomes.get(free));
        assertEquals(List.of("@held"), names(dataset));
        zfs().anchors().release(dataset, List.of(held), "tag");
    }

    @Test
    default void a_bookmark_is_destroyed_and_its_snapshot_stays() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        var bookmark = zfs().anchors().bookmark(dataset, snapshot, "b");
        assertInstanceOf(
                Destruction.Destroyed.class,
                zfs().snapshots().destroy(dataset, List.of(bookmark)).get(bookmark));
        assertEquals(List.of("@s"), names(dataset));
    }

    @Test
    default void snapshots_and_bookmarks_can_be_destroyed_together() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        var bookmark = zfs().anchors().bookmark(dataset, snapshot, "b");
        zfs().snapshots().destroy(dataset, List.of(snapshot, bookmark));
        assertEquals(List.of(), names(dataset));
    }

    @Test
    default void destroying_nothing_does_nothing() throws Exception {
        assertEquals(Map.of(), zfs().snapshots().destroy(bench().dataset(), List.of()));
    }

    @Test
    default void freed_bytes_grow_with_what_only_the_snapshots_hold() throws Exception {
        var dataset = bench().dataset();
        bench().write(dataset, "f", 1 << 20, 1);
        var first = bench().snapshot(dataset, "1");
        bench().write(dataset, "f", 1 << 20, 2);
        bench().snapshot(dataset, "2");
        assertTrue(zfs().snapshots().freed(dataset, List.of(first)).orElseThrow() >= 1 << 19);
    }

    @Test
    default void rollback_discards_what_is_newer() throws Exception {
        var dataset = bench().dataset();
        bench().write(dataset, "f", 1000, 1);
        var first = bench().snapshot(dataset, "1");
        bench().write(dataset, "f", 1000, 2);
        var second = bench().snapshot(dataset, "2");
        zfs().anchors().bookmark(dataset, second, "b");
        zfs().snapshots().rollback(dataset, first);
        assertEquals(List.of("@1"), names(dataset));
        bench().snapshot(dataset, "3");
        assertEquals(bench().content(dataset, "1"), bench().content(dataset, "3"));
    }

    @Test
    default void rollback_to_a_missing_snapshot_is_an_error() throws Exception {
        var dataset = bench().dataset();
        var gone = bench().snapshot(dataset, "gone");
        zfs().snapshots().destroy(dataset, List.of(gone));
        assertThrows(ZfsException.class, () -> zfs().snapshots().rollback(dataset, gone));
    }
}
