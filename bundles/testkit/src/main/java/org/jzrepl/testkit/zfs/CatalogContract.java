// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// Listing.
public interface CatalogContract extends ZfsCases {
    @Test
    default void a_scan_finds_the_root_and_all_below_it_by_path() throws Exception {
        var root = bench().dataset();
        for (var name : List.of("b", "a", "a b")) {
            zfs().properties().create(ZfsBench.child(root, name), Map.of());
        }
        zfs().properties().create(ZfsBench.child(ZfsBench.child(root, "a"), "x"), Map.of());
        assertEquals(
                List.of("", "/a", "/a/x", "/a b", "/b"),
                zfs().catalog().scan(List.of(root), Scan.NAMES).stream()
                        .map(dataset -> dataset.path()
                                .toString()
                                .substring(root.toString().length()))
                        .toList());
    }

    @Test
    default void a_scan_of_two_roots_finds_each_dataset_once() throws Exception {
        var first = bench().dataset();
        var second = bench().dataset();
        var inner = ZfsBench.child(first, "inner");
        zfs().properties().create(inner, Map.of());
        var found = zfs().catalog().scan(List.of(second, first, inner), Scan.NAMES).stream()
                .map(Dataset::path)
                .toList();
        assertEquals(List.of(first, inner, second).stream().sorted().toList(), found);
    }

    @Test
    default void roots_that_do_not_exist_are_left_out() throws Exception {
        var there = bench().dataset();
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        var foreign = DatasetPath.parse("no-such-pool/x");
        assertEquals(
                List.of(there),
                zfs().catalog().scan(List.of(missing, there, foreign), EVERYTHING).stream()
                        .map(Dataset::path)
                        .toList());
    }

    @Test
    default void a_scan_of_missing_roots_only_is_empty() throws Exception {
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        assertEquals(List.of(), zfs().catalog().scan(List.of(missing), EVERYTHING));
    }

    @Test
    default void a_scan_of_no_roots_is_empty() throws Exception {
        assertEquals(List.of(), zfs().catalog().scan(List.of(), EVERYTHING));
    }

    @Test
    default void the_root_path_is_the_whole_host() throws Exception {
        var there = bench().dataset();
        var all = zfs().catalog().scan(List.of(DatasetPath.ROOT), Scan.NAMES).stream()
                .map(Dataset::path)
                .toList();
        assertTrue(all.containsAll(List.of(there, bench().pool(), bench().otherPool())), () -> "found " + all);
    }

    @Test
    default void looking_does_not_go_below() throws Exception {
        var parent = bench().dataset();
        zfs().properties().create(ZfsBench.child(parent, "inner"), Map.of());
        assertEquals(
                List.of(parent),
                zfs().catalog().look(List.of(parent), EVERYTHING).stream()
                        .map(Dataset::path)
                        .toList());
    }

    @Test
    default void looking_leaves_out_what_is_missing() throws Exception {
        var there = bench().dataset();
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        assertEquals(
                List.of(there),
                zfs().catalog().look(List.of(missing, there), EVERYTHING).stream()
                        .map(Dataset::path)
                        .toList());
        assertEquals(Optional.empty(), zfs().catalog().look(missing, EVERYTHING));
    }

    @Test
    default void revisions_are_oldest_first_and_a_bookmark_is_before_its_snapshot() throws Exception {
        var dataset = bench().dataset();
        var second = List.of(bench().snapshot(dataset, "z"), bench().snapshot(dataset, "a"))
                .get(1);
        zfs().anchors().bookmark(dataset, second, "mark");
        assertEquals(List.of("@z", "#mark", "@a"), names(dataset));
    }

    @Test
    default void a_scan_lists_the_revisions_of_each_dataset() throws Exception {
        var parent = bench().dataset();
        var inner = ZfsBench.child(parent, "inner");
        zfs().properties().create(inner, Map.of());
        bench().snapshot(parent, "p");
        bench().snapshot(inner, "i");
        var found = zfs().catalog().scan(List.of(parent), Scan.REVISIONS);
        assertEquals(
                List.of("p"),
                found.get(0).revisions().stream().map(Revision::name).toList());
        assertEquals(
                List.of("i"),
                found.get(1).revisions().stream().map(Revision::name).toList());
    }

    @Test
    default void revisions_that_were_not_asked_for_are_not_there() throws Exception {
        var dataset = bench().dataset();
        bench().snapshot(dataset, "s");
        assertEquals(
                List.of(),
                zfs().catalog().look(dataset, Scan.NAMES).orElseThrow().revisions());
    }

    @Test
    default void a_listed_snapshot_equals_the_one_that_was_taken() throws Exception {
        var dataset = bench().dataset();
        var taken = bench().snapshot(dataset, "s 1");
        assertEquals(List.of(taken), zfs().catalog().revisions(dataset));
    }

    @Test
    default void revisions_of_a_missing_dataset_say_so() {
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        assertThrows(NoSuchDatasetException.class, () -> zfs().catalog().revisions(missing));
    }

    @Test
    default void held_snapshots_are_told_from_others() throws Exception {
        var dataset = bench().dataset();
        var held = bench().snapshot(dataset, "held");
        bench().snapshot(dataset, "free");
        zfs().anchors().hold(dataset, List.of(held), "tag");
        assertEquals(Set.of(held), look(dataset).held());
        zfs().anchors().release(dataset, List.of(held), "tag");
    }

    /// However little time is between them: a supplier may remember what was there, but not across a change.
    @Test
    default void scans_in_quick_succession_see_every_change() throws Exception {
        var dataset = bench().dataset();
        var expected = new ArrayList<String>();
        for (var name : List.of("a", "b", "c")) {
            bench().snapshot(dataset, name);
            expected.add("@" + name);
            assertEquals(expected, scanned(dataset));
        }
        var first = (Revision.Snapshot) zfs().catalog().revisions(dataset).getFirst();
        zfs().snapshots().destroy(dataset, List.of(first));
        assertEquals(List.of("@b", "@c"), scanned(dataset));
        var second = (Revision.Snapshot) zfs().catalog().revisions(dataset).getFirst();
        zfs().snapshots().rollback(dataset, second);
        assertEquals(List.of("@b"), scanned(dataset));
    }

    @Test
    default void scans_see_bookmarks_and_holds_come_and_go() throws Exception {
        var dataset = bench().dataset();
        var snapshot = bench().snapshot(dataset, "s");
        assertEquals(List.of("@s"), scanned(dataset));
        var mark = zfs().anchors().bookmark(dataset, snapshot, "mark");
        assertEquals(List.of("#mark", "@s"), scanned(dataset));
        zfs().snapshots().destroy(dataset, List.of(mark));
        assertEquals(List.of("@s"), scanned(dataset));
        zfs().anchors().hold(dataset, List.of(snapshot), "tag");
        assertEquals(Set.of(snapshot), scan(dataset).held());
        zfs().anchors().release(dataset, List.of(snapshot), "tag");
        assertEquals(Set.of(), scan(dataset).held());
    }

    private Dataset scan(DatasetPath dataset) throws ZfsException, InterruptedException {
        return zfs().catalog().scan(List.of(dataset), Scan.REVISIONS).getFirst();
    }

    private List<String> scanned(DatasetPath dataset) throws ZfsException, InterruptedException {
        return scan(dataset).revisions().stream().map(Revision::relativeName).toList();
    }

    @Test
    default void a_dataset_without_partial_receive_has_no_token() throws Exception {
        assertFalse(look(bench().dataset()).resumeToken().isPresent());
    }

    @Test
    default void a_filesystem_is_a_filesystem() throws Exception {
        assertEquals(Dataset.Kind.FILESYSTEM, look(bench().dataset()).kind());
    }
}
