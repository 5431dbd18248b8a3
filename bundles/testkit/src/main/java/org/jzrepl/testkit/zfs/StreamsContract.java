// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Receive;

/// Sending and receiving without interruption.
public interface StreamsContract extends ZfsCases {
    private Streams streams() {
        return new Streams(zfs());
    }

    @Test
    default void a_full_stream_makes_an_equal_dataset() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 300_000, 1);
        var snapshot = bench().snapshot(source, "s 1");
        var target = bench().target();
        streams().copy(Streams.full(source, snapshot), Streams.into(target, "s 1"));
        assertEquals(
                snapshot.guid(), zfs().catalog().revisions(target).getFirst().guid());
        assertEquals(
                snapshot.creation(),
                zfs().catalog().revisions(target).getFirst().creation());
        assertEquals(bench().content(source, "s 1"), bench().content(target, "s 1"));
    }

    @Test
    default void an_incremental_stream_brings_the_changes() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 300_000, 1);
        var first = bench().snapshot(source, "1");
        bench().write(source, "f", 100_000, 2);
        bench().write(source, "g", 100_000, 3);
        var second = bench().snapshot(source, "2");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2"));
        assertEquals(List.of("@1", "@2"), names(target));
        assertEquals(bench().content(source, "2"), bench().content(target, "2"));
        assertEquals(bench().content(source, "1"), bench().content(target, "1"));
    }

    @Test
    default void a_bookmark_is_as_good_a_start_as_its_snapshot() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 300_000, 1);
        var first = bench().snapshot(source, "1");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        var bookmark = zfs().anchors().bookmark(source, first, "b");
        zfs().snapshots().destroy(source, List.of(first));
        bench().write(source, "f", 300_000, 2);
        var second = bench().snapshot(source, "2");
        streams().copy(Streams.incremental(source, bookmark, second), Streams.into(target, "2"));
        assertEquals(bench().content(source, "2"), bench().content(target, "2"));
    }

    @Test
    default void an_incremental_stream_needs_its_start_on_the_target() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        var second = bench().snapshot(source, "2");
        var third = bench().snapshot(source, "3");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        assertThrows(
                ZfsException.class,
                () -> streams().copy(Streams.incremental(source, second, third), Streams.into(target, "3")));
        assertEquals(List.of("@1"), names(target));
    }

    @Test
    default void an_incremental_stream_needs_a_target() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        var second = bench().snapshot(source, "2");
        var target = bench().target();
        assertThrows(
                ZfsException.class,
                () -> streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2")));
        assertEquals(Optional.empty(), zfs().catalog().look(target, Scan.NAMES));
    }

    @Test
    default void a_full_stream_does_not_overwrite() throws Exception {
        var source = bench().dataset();
        var snapshot = bench().snapshot(source, "s");
        var target = bench().target();
        zfs().properties().create(target, Map.of());
        assertThrows(
                ZfsException.class, () -> streams().copy(Streams.full(source, snapshot), Streams.into(target, "s")));
        assertEquals(List.of(), names(target));
    }

    @Test
    default void a_forced_full_stream_replaces_an_empty_dataset_and_keeps_its_properties() throws Exception {
        var source = bench().dataset();
        bench().write(source, "f", 100_000, 1);
        var snapshot = bench().snapshot(source, "s");
        var target = bench().target();
        zfs().properties().create(target, Map.of("zrepl:placeholder", "on", "mountpoint", "none"));
        streams().copy(Streams.full(source, snapshot), Streams.forced(target, "s"));
        assertEquals(bench().content(source, "s"), bench().content(target, "s"));
        assertTrue(look(target).properties().get("zrepl:placeholder").isLocal("on"));
    }

    @Test
    default void a_forced_full_stream_does_not_destroy_snapshots() throws Exception {
        var source = bench().dataset();
        var snapshot = bench().snapshot(source, "s");
        var target = bench().target();
        zfs().properties().create(target, Map.of());
        bench().snapshot(target, "own");
        assertThrows(
                ZfsException.class, () -> streams().copy(Streams.full(source, snapshot), Streams.forced(target, "s")));
        assertEquals(List.of("@own"), names(target));
    }

    @Test
    default void a_modified_target_takes_no_incremental_stream() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        bench().write(source, "f", 100_000, 1);
        var second = bench().snapshot(source, "2");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        bench().modify(target);
        assertThrows(
                ZfsException.class,
                () -> streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2")));
        assertEquals(List.of("@1"), names(target));
    }

    @Test
    default void a_target_with_a_snapshot_of_its_own_takes_no_incremental_stream() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        var second = bench().snapshot(source, "2");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        bench().modify(target);
        bench().snapshot(target, "own");
        assertThrows(
                ZfsException.class,
                () -> streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2")));
    }

    @Test
    default void a_snapshot_of_its_own_without_changes_does_not_hinder() throws Exception {
        var source = bench().dataset();
        var first = bench().snapshot(source, "1");
        bench().write(source, "f", 100_000, 1);
        var second = bench().snapshot(source, "2");
        var target = bench().target();
        streams().copy(Streams.full(source, first), Streams.into(target, "1"));
        bench().snapshot(target, "own");
        streams().copy(Streams.incremental(source, first, second), Streams.into(target, "2"));
        assertEquals(List.of("@1", "@own", "@2"), names(target));
    }

    @Test
    default void a_received_snapshot_can_have_another_name() throws Exception {
        var source = bench().dataset();
        var snapshot = bench().snapshot(source, "here");
        var target = bench().target();
        streams().copy(Streams.full(source, snapshot), Streams.into(target, "there"));
        assertEquals(List.of("@there"), names(target));
        assertEquals(
                snapshot.guid(), zfs().catalog().revisions(target).getFirst().guid());
    }

    @Test
    default void the_target_needs_its_parent() throws Exception {
        var source = bench().dataset();
        var snapshot = bench().snapshot(source, "s");
        var orphan = ZfsBench.child(bench().target(), "inner");
        assertThrows(
                ZfsException.class, () -> streams().copy(Streams.full(source, snapshot), Streams.into(orphan, "s")));
    }

    @Test
    default void override_sets_properties_of_the_received_dataset() throws Exception {
        var source = bench().dataset();
        var snapshot = bench().snapshot(source, "s");
        var target = bench().target();
        var receive = new Receive(target, "s", false, true, Map.of("org.jzrepl:test", "a b"), Set.of());
        streams().copy(Streams.full(source, snapshot), receive);
        assertEquals(
                new Property("a b", Property.Source.LOCAL),
                look(target).properties().get("org.jzrepl:test"));
    }

    @Test
    default void two_datasets_do_not_share_guids() throws Exception {
        var datasets = List.of(bench().dataset(), bench().dataset());
        zfs().snapshots().create(datasets, "s");
        assertNotEquals(
                zfs().catalog().revisions(datasets.get(0)).getFirst().guid(),
                zfs().catalog().revisions(datasets.get(1)).getFirst().guid());
    }
}
