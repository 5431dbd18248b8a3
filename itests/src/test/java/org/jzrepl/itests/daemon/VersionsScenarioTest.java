// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two versions of one supplier side by side, and jobs that ask for one of them.
final class VersionsScenarioTest {
    private static final ProductBundle RULES = new ProductBundle("pruning-rules");
    private static final List<String> ALL = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    private static String job(String name, String versions) {
        return """
                - {name: %1$s, type: snap, filesystems: {"tank/%1$s": true}, snapshotting: {type: manual},
                   pruning: {keep: [{type: last_n, count: 1, version: "%2$s"}]}}
                """.formatted(name, versions);
    }

    @Test
    void each_job_prunes_with_the_version_that_it_asks_for_and_keeps_everything_without_it() throws Exception {
        var side = new DaemonFolder(folder);
        var operator = new DirectOperator(side);
        var zfs = SimulatedZfs.inFile(side.pools(), InstantSource.system());
        for (var dataset : List.of("tank", "tank/old", "tank/new")) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        side.configure("zfs: " + side.simulated(), job("old", "[1,2)"));
        try (var daemon = DaemonProcess.start(side)) {
            operator.pluginInstall(RULES.as("2.0.0", folder));
            side.configure("zfs: " + side.simulated(), job("old", "[1,2)") + job("new", "[2,3)"));
            daemon.control().post("/reload", "{}");
            assertEquals(List.of("c"), pruned(daemon, zfs, "old"));
            assertEquals(List.of("c"), pruned(daemon, zfs, "new"));
            assertAsked(daemon, "old", "1.0.0.SNAPSHOT");
            assertAsked(daemon, "new", "2.0.0");
            assertSuppliedBy(operator, "old", "org.jzrepl.pruning-rules 1.0.0.SNAPSHOT");
            assertSuppliedBy(operator, "new", "org.jzrepl.pruning-rules 2.0.0");

            operator.pluginRemove(RULES.symbolicName());
            assertSuppliedBy(operator, "old", "org.jzrepl.pruning-rules 1.0.0.SNAPSHOT");
            assertSuppliedBy(operator, "new", "nobody: everything is kept");
            assertEquals(List.of("c", "d", "e", "f"), again(daemon, zfs));
            assertTrue(
                    daemon.job("new").toString().contains("is not there: nothing supplies it now"),
                    () -> "the job does not say why nothing goes: " + daemon.log());
        }
    }

    private static List<String> pruned(DaemonProcess daemon, SimulatedZfs zfs, String job) throws Exception {
        var dataset = DatasetPath.parse("tank/" + job);
        for (var snapshot : ALL) {
            zfs.snapshots().create(List.of(dataset), snapshot);
        }
        daemon.control().signal("wakeup", job);
        daemon.await("all but one are gone", () -> snapshots(zfs, dataset).size() == 1);
        return snapshots(zfs, dataset);
    }

    /// More snapshots, and what is left of them after the job has met the missing rule.
    private static List<String> again(DaemonProcess daemon, SimulatedZfs zfs) throws Exception {
        var dataset = DatasetPath.parse("tank/new");
        for (var snapshot : List.of("d", "e", "f")) {
            zfs.snapshots().create(List.of(dataset), snapshot);
        }
        daemon.control().signal("wakeup", "new");
        daemon.await(
                "the job says that a rule is missing",
                () -> daemon.job("new").toString().contains("is not there"));
        return snapshots(zfs, dataset);
    }

    private static List<String> snapshots(SimulatedZfs zfs, DatasetPath dataset) throws Exception {
        return zfs.catalog().revisions(dataset).stream().map(Revision::name).toList();
    }

    private static void assertAsked(DaemonProcess daemon, String job, String version) {
        var asked = "keep[0] last_n (org.jzrepl.pruning-rules " + version + ")";
        var line = daemon.log().stream()
                .filter(one -> one.contains("[" + job + "][pruning]") && one.contains(asked))
                .findFirst();
        assertTrue(line.isPresent(), daemon.log()::toString);
        System.out.println("versions: " + line.orElseThrow());
    }

    private static void assertSuppliedBy(DirectOperator operator, String job, String supplier) throws Exception {
        var rules = operator.shell("rules | cat");
        assertTrue(rules.lines().anyMatch(line -> line.startsWith(job + " ") && line.contains(supplier)), rules);
    }
}
