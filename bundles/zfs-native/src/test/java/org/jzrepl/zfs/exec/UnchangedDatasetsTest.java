// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;

/// Which commands a scan runs after another one, and what it finds. Each command prints the file of its name.
final class UnchangedDatasetsTest {
    private static final String[] ANSWERS = {
        "case \"$*\" in",
        "*snapshots_changed*) if [ -e $dir/old ]; then cat $dir/old >&2; exit 2; fi; cat $dir/get.new ;;",
        "get*) cat $dir/get.old ;;",
        "*snapshot,bookmark*) cat $dir/snapshots $dir/bookmarks ;;",
        "*bookmark*) cat $dir/bookmarks ;;",
        "*\"-t snapshot \"*) for last; do :; done; grep \"^$last@\" $dir/snapshots ;;",
        "esac"
    };
    private static final String GET = "get -Hp -r -t filesystem,volume -o name,property,value,source ";
    private static final String SIGNED = GET + "type,receive_resume_token,guid,origin,snapshots_changed p";
    private static final String COLUMNS = " -o name,guid,createtxg,creation,userrefs ";
    private static final String ALL = "list -Hp -r -t snapshot,bookmark" + COLUMNS + "p";
    private static final String BOOKMARKS = "list -Hp -r -t bookmark" + COLUMNS + "p";
    private static final DatasetPath A = DatasetPath.parse("p/a");
    private static final DatasetPath B = DatasetPath.parse("p/b");
    private static final DatasetPath C = DatasetPath.parse("p/c");

    @TempDir
    private Path dir;

    @Test
    void snapshots_of_unchanged_datasets_are_not_listed_again_but_their_bookmarks_are() throws Exception {
        write(Map.of(A, 100L, B, 100L, C, 100L));
        write("snapshots", "p/a@1\t1\t10\t50\t1\np/b@2\t2\t10\t50\t0\np/c@3\t3\t10\t50\t0\n");
        write("bookmarks", "p/a#x\t1\t10\t50\t-\n");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var zfs = fake.zfs();
            assertEquals(Map.of(A, "#x@1", B, "@2", C, "@3"), scan(zfs));
            write(Map.of(A, 100L, B, 200L, C, 100L));
            write("snapshots", "p/b@2\t2\t10\t50\t0\np/b@4\t4\t11\t60\t0\n"); // if a or c were listed, they had none
            write("bookmarks", "p/b#y\t2\t10\t50\t-\np/c#z\t3\t10\t50\t-\n");
            assertEquals(Map.of(A, "@1", B, "#y@2@4", C, "#z@3"), scan(zfs));
            assertEquals(
                    List.of(SIGNED, ALL, SIGNED, BOOKMARKS, "list -Hp -d 1 -t snapshot" + COLUMNS + "p/b"),
                    fake.calls());
        }
    }

    @Test
    void where_most_have_changed_all_are_listed_at_once() throws Exception {
        write(Map.of(A, 100L, B, 100L, C, 100L));
        write("snapshots", "p/a@1\t1\t10\t50\t0\n");
        write("bookmarks", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var zfs = fake.zfs();
            scan(zfs);
            write(Map.of(A, 100L, B, 200L, C, 200L));
            write("snapshots", "p/a@1\t1\t10\t50\t0\np/b@2\t2\t10\t50\t0\np/c@3\t3\t10\t50\t0\n");
            assertEquals(Map.of(A, "@1", B, "@2", C, "@3"), scan(zfs));
            assertEquals(List.of(SIGNED, ALL, SIGNED, ALL), fake.calls());
        }
    }

    @Test
    void a_hold_of_ours_makes_its_dataset_be_listed_again() throws Exception {
        write(Map.of(A, 100L, B, 100L));
        write("snapshots", "p/a@1\t1\t10\t50\t0\np/b@2\t2\t10\t50\t0\n");
        write("bookmarks", "");
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var zfs = fake.zfs();
            var before = zfs.catalog().scan(List.of(DatasetPath.parse("p")), Scan.REVISIONS);
            var snapshot = (Snapshot) before.getFirst().revisions().getFirst();
            zfs.anchors().hold(A, List.of(snapshot), "tag");
            write("snapshots", "p/a@1\t1\t10\t50\t1\n");
            var after = zfs.catalog().scan(List.of(DatasetPath.parse("p")), Scan.REVISIONS);
            assertEquals(Set.of(snapshot), after.getFirst().held());
            assertEquals(
                    "list -Hp -d 1 -t snapshot" + COLUMNS + "p/a", fake.calls().getLast());
        }
    }

    @Test
    void a_zfs_that_does_not_know_the_property_is_asked_for_it_once() throws Exception {
        write("old", "bad property list: invalid property 'snapshots_changed'\nusage:\n\tget [-rHp] ...\n");
        write("get.old", "p/a\ttype\tfilesystem\t-\np/a\treceive_resume_token\t-\t-\n");
        write("snapshots", "p/a@1\t1\t10\t50\t0\n");
        write("bookmarks", "");
        var plain = GET + "type,receive_resume_token p";
        try (var fake = new FakeZfs(dir, ANSWERS)) {
            var zfs = fake.zfs();
            for (int i = 0; i < 2; i++) {
                assertEquals(Map.of(A, "@1"), scan(zfs));
            }
            assertEquals(List.of(SIGNED, plain, ALL, plain, ALL), fake.calls());
        }
    }

    private static Map<DatasetPath, String> scan(ExecZfs zfs) throws Exception {
        return versions(zfs.catalog().scan(List.of(DatasetPath.parse("p")), Scan.REVISIONS));
    }

    private static Map<DatasetPath, String> versions(List<Dataset> datasets) {
        return datasets.stream()
                .collect(Collectors.toMap(
                        Dataset::path,
                        dataset -> dataset.revisions().stream()
                                .map(Revision::relativeName)
                                .collect(Collectors.joining())));
    }

    /// Datasets with the second of their last change.
    private void write(Map<DatasetPath, Long> changed) throws Exception {
        var text = new StringBuilder();
        changed.forEach((path, second) -> {
            for (var property : List.of(
                    "type\tfilesystem",
                    "receive_resume_token\t-",
                    "guid\t" + path.hashCode(),
                    "origin\t-",
                    "snapshots_changed\t" + second)) {
                text.append(path).append('\t').append(property).append("\t-\n");
            }
        });
        write("get.new", text.toString());
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(dir.resolve(file), text);
    }
}
