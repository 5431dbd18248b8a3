// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

final class CatalogTest {
    private static final String[] ANSWERS = {"cat $dir/$1.out", "cat $dir/$1.err >&2", "exit $(cat $dir/exit)"};
    private static final DatasetPath A = DatasetPath.parse("p/a");
    private static final Scan ALL = new Scan(Set.of(Dataset.PLACEHOLDER), true);

    @TempDir
    private Path dir;

    @Test
    void a_scan_is_two_commands_however_many_roots_there_are() throws Exception {
        answer(0, rows("p/a", "volume", "1-a", "-") + "p/a\tzrepl:placeholder\ton\tlocal\n", "");
        list("p/a@2\t2\t20\t60\t1\np/a@1\t1\t10\t50\t0\np/a#1\t1\t10\t50\t-\n", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var roots = List.of(DatasetPath.parse("q"), A, DatasetPath.parse("p/a/below"));
            var one = new Revision.Snapshot("1", new Guid(1), 10, Instant.ofEpochSecond(50));
            var two = new Revision.Snapshot("2", new Guid(2), 20, Instant.ofEpochSecond(60));
            var mark = new Revision.Bookmark("1", new Guid(1), 10, Instant.ofEpochSecond(50));
            assertEquals(
                    List.of(new Dataset(
                            A,
                            Dataset.Kind.VOLUME,
                            Map.of(Dataset.PLACEHOLDER, new Property("on", Property.Source.LOCAL)),
                            Optional.of("1-a"),
                            List.of(mark, one, two),
                            Set.of(two))),
                    fake.zfs().catalog().scan(roots, ALL));
            assertEquals(
                    List.of(
                            "get -Hp -r -t filesystem,volume -o name,property,value,source"
                                    + " type,receive_resume_token,guid,origin,snapshots_changed,zrepl:placeholder p/a q",
                            "list -Hp -r -t snapshot,bookmark -o name,guid,createtxg,creation,userrefs p/a q"),
                    fake.calls());
        }
    }

    @Test
    void a_look_does_not_go_below() throws Exception {
        answer(0, "p/a\ttype\tfilesystem\t-\np/a\treceive_resume_token\t-\t-\n", "");
        list("", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            assertEquals(
                    Optional.of(
                            new Dataset(A, Dataset.Kind.FILESYSTEM, Map.of(), Optional.empty(), List.of(), Set.of())),
                    fake.zfs().catalog().look(A, Scan.REVISIONS));
            assertEquals(
                    List.of(
                            "get -Hp -t filesystem,volume -o name,property,value,source type,receive_resume_token p/a",
                            "list -Hp -d 1 -t snapshot,bookmark -o name,guid,createtxg,creation,userrefs p/a"),
                    fake.calls());
        }
    }

    @Test
    void roots_that_do_not_exist_are_left_out_and_the_others_listed() throws Exception {
        answer(
                1,
                "p/a\ttype\tfilesystem\t-\np/a\treceive_resume_token\t-\t-\n",
                "cannot open 'q': no such pool or dataset\ncannot open 'p/b': dataset does not exist\n");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var roots = List.of(A, DatasetPath.parse("p/b"), DatasetPath.parse("q"));
            var found = fake.zfs().catalog().scan(roots, Scan.NAMES);
            assertEquals(List.of(A), found.stream().map(Dataset::path).toList());
        }
    }

    @Test
    void any_other_complaint_fails_the_listing() throws Exception {
        answer(
                1,
                "p/a\ttype\tfilesystem\t-\np/a\treceive_resume_token\t-\t-\n",
                "cannot open 'q': no such pool or dataset\ncannot open 'p/b': pool I/O is currently suspended\n");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var roots = List.of(A, DatasetPath.parse("p/b"), DatasetPath.parse("q"));
            var failure =
                    assertThrows(ZfsException.class, () -> fake.zfs().catalog().scan(roots, Scan.NAMES));
            assertTrue(failure.getMessage().startsWith("list p/a, p/b, q: "), failure.getMessage());
        }
    }

    @Test
    void a_dataset_that_goes_between_the_commands_costs_only_its_revisions() throws Exception {
        answer(1, rows("p/a", "filesystem", "-", "-"), "");
        Files.writeString(dir.resolve("get.err"), "cannot open 'p/a/gone': dataset does not exist\n");
        list("p/new@1\t1\t10\t50\t0\n", "cannot open 'p/a': dataset does not exist\n");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var found = fake.zfs().catalog().scan(List.of(DatasetPath.parse("p")), Scan.REVISIONS);
            assertEquals(List.of(A), found.stream().map(Dataset::path).toList());
            assertEquals(List.of(), found.getFirst().revisions());
        }
    }

    @Test
    void garbage_fails_the_listing() throws Exception {
        answer(0, "Segmentation fault\n", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            assertThrows(ZfsException.class, () -> fake.zfs().catalog().look(A, Scan.NAMES));
        }
    }

    @Test
    void nothing_asked_is_no_command() throws Exception {
        try (var fake = new FakeZfs(dir)) {
            assertEquals(List.of(), fake.zfs().catalog().scan(List.of(), ALL));
            assertEquals(List.of(), fake.zfs().catalog().look(List.of(DatasetPath.ROOT), ALL));
            assertEquals(List.of(), fake.calls());
        }
    }

    @Test
    void the_root_is_the_whole_host() throws Exception {
        answer(0, "", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            assertEquals(List.of(), fake.zfs().catalog().scan(List.of(A, DatasetPath.ROOT), Scan.NAMES));
            assertEquals(
                    List.of("get -Hp -r -t filesystem,volume -o name,property,value,source type,receive_resume_token"),
                    fake.calls());
        }
    }

    private static String rows(String path, String type, String token, String changed) {
        return path + "\ttype\t" + type + "\t-\n" + path + "\treceive_resume_token\t" + token + "\t-\n" + path
                + "\tguid\t7\t-\n" + path + "\torigin\t-\t-\n" + path + "\tsnapshots_changed\t" + changed + "\t-\n";
    }

    private void answer(int exit, String get, String errors) throws Exception {
        Files.writeString(dir.resolve("exit"), Integer.toString(exit));
        Files.writeString(dir.resolve("get.out"), get);
        Files.writeString(dir.resolve("get.err"), errors);
    }

    private void list(String list, String errors) throws Exception {
        Files.writeString(dir.resolve("list.out"), list);
        Files.writeString(dir.resolve("list.err"), errors);
    }
}
