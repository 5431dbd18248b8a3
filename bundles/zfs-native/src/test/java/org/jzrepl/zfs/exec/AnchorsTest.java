// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsException;

final class AnchorsTest {
    private static final DatasetPath A = DatasetPath.parse("p/a");
    private static final Revision.Snapshot ONE = new Revision.Snapshot("1", new Guid(1), 10, Instant.EPOCH);
    private static final Revision.Snapshot TWO = new Revision.Snapshot("2", new Guid(2), 20, Instant.EPOCH);

    @TempDir
    private Path dir;

    @Test
    void holding_what_is_held_is_fine() throws Exception {
        try (var fake = new FakeZfs(
                dir, "echo \"cannot hold snapshot 'p/a@1': tag already exists on this dataset\" >&2", "exit 1")) {
            fake.zfs().anchors().hold(A, List.of(ONE, TWO), "t");
            assertEquals(List.of("hold t p/a@1 p/a@2"), fake.calls());
        }
    }

    @Test
    void holding_what_is_missing_is_an_error_though_the_rest_was_held() {
        try (var fake = new FakeZfs(
                dir,
                "echo \"cannot hold snapshot 'p/a@1': tag already exists on this dataset\" >&2",
                "echo \"cannot open 'p/a': dataset does not exist\" >&2",
                "exit 1")) {
            var failure = assertThrows(
                    NoSuchDatasetException.class, () -> fake.zfs().anchors().hold(A, List.of(ONE, TWO), "t"));
            assertEquals("hold t on p/a@1, p/a@2: cannot open 'p/a': dataset does not exist", failure.getMessage());
        }
    }

    @Test
    void releasing_what_is_not_held_or_gone_is_fine() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                "echo \"cannot release hold from snapshot 'p/a@1': no such tag on this dataset\" >&2",
                "echo \"cannot release hold from snapshot 'p/a@2': dataset does not exist\" >&2",
                "exit 1")) {
            fake.zfs().anchors().release(A, List.of(ONE, TWO), "t");
            assertEquals(List.of("release t p/a@1 p/a@2"), fake.calls());
        }
    }

    @Test
    void a_release_that_fails_without_words_is_an_error() {
        try (var fake = new FakeZfs(dir, "exit 1")) {
            assertThrows(ZfsException.class, () -> fake.zfs().anchors().release(A, List.of(ONE), "t"));
        }
    }

    @Test
    void snapshots_without_holds_are_listed_and_missing_ones_are_not() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                "printf 'p/a@1\\tt 1\\tTue\\np/a@1\\tu\\tTue\\n'",
                "echo \"cannot open 'p/a@2': dataset does not exist\" >&2",
                "exit 1")) {
            var three = new Revision.Snapshot("3", new Guid(3), 30, Instant.EPOCH);
            assertEquals(
                    Map.of(ONE, Set.of("t 1", "u"), three, Set.of()),
                    fake.zfs().anchors().holds(A, List.of(ONE, TWO, three)));
        }
    }

    @Test
    void a_tag_that_looks_like_an_option_is_refused() {
        try (var fake = new FakeZfs(dir)) {
            assertThrows(ZfsException.class, () -> fake.zfs().anchors().hold(A, List.of(ONE), "-r"));
            assertEquals(List.of(), fake.calls());
        }
    }

    @Test
    void a_bookmark_of_the_same_snapshot_is_fine() throws Exception {
        try (var fake = existing(1)) {
            assertEquals(
                    new Revision.Bookmark("b", new Guid(1), 10, Instant.EPOCH),
                    fake.zfs().anchors().bookmark(A, ONE, "b"));
        }
    }

    @Test
    void a_bookmark_of_another_snapshot_is_an_error() {
        try (var fake = existing(9)) {
            var failure =
                    assertThrows(ZfsException.class, () -> fake.zfs().anchors().bookmark(A, ONE, "b"));
            assertEquals(
                    "bookmark p/a@1 as #b: a bookmark of another snapshot has this name, of GUID 9",
                    failure.getMessage());
        }
    }

    @Test
    void a_bookmark_is_never_copied() {
        try (var fake = existing(9)) {
            var from = new Revision.Bookmark("c", new Guid(1), 10, Instant.EPOCH);
            assertThrows(ZfsException.class, () -> fake.zfs().anchors().bookmark(A, from, "b"));
            assertEquals(1, fake.calls().size());
        }
    }

    private FakeZfs existing(int guid) {
        return new FakeZfs(
                dir,
                "case $1 in list) printf 'p/a#b\\t" + guid + "\\t10\\t0\\t-\\n';;",
                "*) echo \"cannot create bookmark 'p/a#b': bookmark exists\" >&2; exit 1;; esac");
    }
}
