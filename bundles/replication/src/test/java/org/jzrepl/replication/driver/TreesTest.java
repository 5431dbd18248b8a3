// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// Datasets below each other, and those that go, in one run.
class TreesTest {
    private Lab lab;
    private Drive drive;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab().dataset("tank/a");
        drive = new Drive();
    }

    @Test
    void ancestors_that_are_not_replicated_become_placeholders() throws Exception {
        lab.dataset("tank/a/b").dataset("tank/a/b/c");
        lab.snapshot("tank/a/b/c", "1");
        Drive.assertWell(drive.run(lab.sender(Lab.JOB, lab.source, "tank/a/b/c<"), lab.receiver(), Drive.ALL));
        lab.assertReplicated("tank/a/b/c", "1");
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
        assertEquals(
                "none",
                Lab.look(lab.target, Lab.received("tank/a/b"))
                        .properties()
                        .get("mountpoint")
                        .value());
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a/b", "1");
        Drive.assertWell(drive.run(lab));
        lab.assertReplicated("tank/a", "1");
        lab.assertReplicated("tank/a/b", "1");
        lab.assertReplicated("tank/a/b/c", "1");
        assertEquals(Optional.of("off"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void ancestors_arrive_before_their_descendants() throws Exception {
        lab.dataset("tank/a/b").dataset("tank/a/b/c");
        for (var path : List.of("tank/a/b/c", "tank/a/b", "tank/a", "tank")) {
            lab.snapshot(path, "1");
        }
        var received = Collections.synchronizedList(new ArrayList<String>());
        var target = new WatchedZfs(lab.target, (call, on) -> {
            if (call.equals("receive") || call.equals("create")) {
                received.add(call + " " + on);
            }
        });
        Drive.assertWell(drive.run(lab.sender(), lab.receiver(Lab.JOB, target), Drive.ALL));
        assertEquals(
                List.of(
                        "receive backup/sink/tank",
                        "receive backup/sink/tank/a",
                        "receive backup/sink/tank/a/b",
                        "receive backup/sink/tank/a/b/c"),
                received);
    }

    @Test
    void a_dataset_that_disappears_fails_alone() throws Exception {
        lab.dataset("tank/b").dataset("tank/c");
        for (var path : List.of("tank", "tank/a", "tank/b", "tank/c")) {
            lab.snapshot(path, "1");
        }
        var b = DatasetPath.parse("tank/b");
        var source = new WatchedZfs(lab.source, (call, on) -> {
            if (call.equals("look") && on.equals(b)) {
                destroyOnce(b);
            }
        });
        var report = drive.run(lab.sender(Lab.JOB, source, "tank<"), lab.receiver(), Drive.ALL);
        assertEquals(1, report.failedFilesystems());
        assertTrue(Drive.failure(report, "tank/b").contains("tank/b"), Drive.failure(report, "tank/b"));
        lab.assertReplicated("tank/a", "1");
        lab.assertReplicated("tank/c", "1");
    }

    private void destroyOnce(DatasetPath path) throws ZfsException {
        try {
            if (Lab.exists(lab.source, path)) {
                lab.source.destroy(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_failed_ancestor_stops_only_those_that_are_not_there_yet() throws Exception {
        lab.dataset("tank/a/new").dataset("tank/a/old");
        lab.snapshot("tank", "1");
        lab.snapshot("tank/a", "1");
        lab.snapshot("tank/a/old", "1");
        Drive.assertWell(drive.run(lab.sender(Lab.JOB, lab.source, "tank/a/old<"), lab.receiver(), Drive.ALL));
        // A real dataset without a common snapshot is in the way of tank/a.
        lab.target.properties().set(Lab.received("tank/a"), Map.of(Dataset.PLACEHOLDER, "off"));
        Lab.snapshot(lab.target, Lab.received("tank/a"), "foreign");
        lab.snapshot("tank/a/old", "2");
        lab.snapshot("tank/a/new", "1");
        var report = drive.run(lab);
        assertTrue(Drive.failure(report, "tank/a").contains("no snapshot in common"));
        assertTrue(Drive.failure(report, "tank/a/new").contains("ancestor tank/a"));
        lab.assertReplicated("tank/a/old", "1", "2");
        assertEquals(2, report.failedFilesystems());
    }
}
