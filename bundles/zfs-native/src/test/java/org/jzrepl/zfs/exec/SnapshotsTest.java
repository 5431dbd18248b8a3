// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

final class SnapshotsTest {
    private static final DatasetPath A = DatasetPath.parse("p/a");
    private static final DatasetPath B = DatasetPath.parse("p/b");
    private static final DatasetPath C = DatasetPath.parse("q/c");
    /// Lists each name that it is asked for, with GUID 7.
    private static final String LIST =
            "list() { shift 6; for one; do printf '%s\\t7\\t20\\t60\\t0\\n' \"$one\"; done; }";

    @TempDir
    private Path dir;

    @Test
    void one_command_takes_all_snapshots_of_a_pool() throws Exception {
        try (var fake = new FakeZfs(dir, LIST, "case $1 in list) list \"$@\";; esac")) {
            var taken = new Creation.Created(new Revision.Snapshot("s", new Guid(7), 20, Instant.ofEpochSecond(60)));
            assertEquals(
                    Map.of(A, taken, B, taken, C, taken), fake.zfs().snapshots().create(List.of(A, B, C), "s"));
            assertEquals(
                    List.of(
                            "snapshot p/a@s p/b@s",
                            "snapshot q/c@s",
                            "list -Hp -t snapshot,bookmark -o name,guid,createtxg,creation,userrefs"
                                    + " p/a@s p/b@s q/c@s"),
                    fake.calls());
        }
    }

    @Test
    void those_that_zfs_names_are_left_out_and_the_rest_is_taken() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                LIST,
                "case \"$*\" in",
                "'snapshot p/a@s p/b@s') echo \"cannot create snapshot 'p/a@s': dataset already exists\" >&2",
                "echo 'no snapshots were created' >&2; exit 1;;",
                "list*) list \"$@\";; esac")) {
            var outcomes = fake.zfs().snapshots().create(List.of(A, B), "s");
            assertEquals(new Creation.Refused("dataset already exists"), outcomes.get(A));
            assertInstanceOf(Creation.Created.class, outcomes.get(B));
            assertEquals(
                    List.of("snapshot p/a@s p/b@s", "snapshot p/b@s"),
                    fake.calls().subList(0, 2));
        }
    }

    @Test
    void a_refusal_that_names_nobody_is_everybodys() throws Exception {
        try (var fake = new FakeZfs(dir, "echo 'cannot create snapshots : out of space' >&2", "exit 1")) {
            assertEquals(
                    Map.of(
                            A, new Creation.Refused("cannot create snapshots : out of space"),
                            B, new Creation.Refused("cannot create snapshots : out of space")),
                    fake.zfs().snapshots().create(List.of(A, B), "s"));
            assertEquals(List.of("snapshot p/a@s p/b@s"), fake.calls());
        }
    }

    @Test
    void a_name_that_hides_a_range_never_reaches_zfs() throws Exception {
        try (var fake = new FakeZfs(dir)) {
            var range = new Revision.Snapshot("a%z", new Guid(7), 1, Instant.EPOCH);
            var list = new Revision.Snapshot("a,z", new Guid(7), 1, Instant.EPOCH);
            var outcomes = fake.zfs().snapshots().destroy(A, List.of(range, list));
            assertInstanceOf(Destruction.Refused.class, outcomes.get(range));
            assertInstanceOf(Destruction.Refused.class, outcomes.get(list));
            assertInstanceOf(
                    Creation.Refused.class,
                    fake.zfs().snapshots().create(List.of(A), "a%z").get(A));
            assertEquals(List.of(), fake.calls());
        }
    }

    @Test
    void only_what_still_has_its_guid_is_destroyed() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                "case $1 in list) printf 'p/a@1\\t7\\t1\\t1\\t0\\np/a@2\\t8\\t2\\t2\\t0\\n'",
                "echo \"cannot open 'p/a@3': dataset does not exist\" >&2; exit 1;; esac")) {
            var same = new Revision.Snapshot("1", new Guid(7), 1, Instant.EPOCH);
            var other = new Revision.Snapshot("2", new Guid(7), 1, Instant.EPOCH);
            var gone = new Revision.Snapshot("3", new Guid(7), 1, Instant.EPOCH);
            var outcomes = fake.zfs().snapshots().destroy(A, List.of(same, other, gone));
            assertEquals(new Destruction.Destroyed(), outcomes.get(same));
            assertEquals(new Destruction.Refused("another revision has this name now"), outcomes.get(other));
            assertEquals(new Destruction.Destroyed(), outcomes.get(gone));
            assertEquals("destroy p/a@1", fake.calls().getLast());
            assertEquals(2, fake.calls().size());
        }
    }

    @Test
    void a_held_snapshot_is_told_apart_from_one_that_is_refused() throws Exception {
        try (var fake = new FakeZfs(
                dir,
                LIST,
                "case \"$*\" in list*) list \"$@\";;",
                "*@1) echo 'cannot destroy snapshot p/a@1: dataset is busy' >&2; exit 1;;",
                "*@2) echo 'cannot destroy snapshot p/a@2: snapshot has dependent clones' >&2; exit 1;;",
                "*) echo 'internal error' >&2; exit 1;; esac")) {
            var held = new Revision.Snapshot("1", new Guid(7), 1, Instant.EPOCH);
            var cloned = new Revision.Snapshot("2", new Guid(7), 1, Instant.EPOCH);
            assertEquals(
                    Map.of(
                            held, new Destruction.Held("dataset is busy"),
                            cloned, new Destruction.Refused("snapshot has dependent clones")),
                    fake.zfs().snapshots().destroy(A, List.of(held, cloned)));
        }
    }

    @Test
    void what_destroying_would_free_is_asked_of_zfs() throws Exception {
        try (var fake = new FakeZfs(dir, "printf 'destroy\\tp/a@1\\nreclaim\\t4096\\n'")) {
            var snapshot = new Revision.Snapshot("1", new Guid(7), 1, Instant.EPOCH);
            assertEquals(OptionalLong.of(4096), fake.zfs().snapshots().freed(A, List.of(snapshot)));
            assertEquals(List.of("destroy -nvp p/a@1"), fake.calls());
        }
    }
}
