// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What a dry run shows is what the pruning that follows destroys, over random histories and rules on the
/// simulator.
final class DryRunPropertyTest {
    private record Side(PruneSide side, Endpoint endpoint, SimulatedZfs zfs, DatasetPath root) {}

    @Property(tries = 1000)
    void pruning_destroys_what_the_dry_run_showed(@ForAll long seed) throws Exception {
        var lab = new PruneLab(seed);
        var random = new Random(seed);
        checkSide(lab, new Side(PruneSide.SENDER, lab.sender, lab.source, DatasetPath.ROOT), random);
        checkSide(lab, new Side(PruneSide.RECEIVER, lab.receiver, lab.target, PruneLab.SINK), random);
    }

    private static void checkSide(PruneLab lab, Side side, Random random) throws Exception {
        var rules = Configured.rules(RandomRules.list(random).toString());
        var before = PruneLab.snapshots(side.zfs(), side.root());
        long bytesBefore = PruneLab.bytes(side.zfs(), side.root());
        var preview = new DryRun(side.side(), Inspection.local(side.zfs(), side.root(), (_, _) -> false))
                .of(Stock.of(side.endpoint()), lab, rules);
        assertEquals(before, PruneLab.snapshots(side.zfs(), side.root()), "a dry run changes nothing");

        var report = pruned(lab, side, rules);
        assertEquals(plans(shown(preview)), plans(report.completed()));
        var gone = new HashSet<>(before);
        gone.removeAll(PruneLab.snapshots(side.zfs(), side.root()));
        assertEquals(doomed(preview), gone, () -> "rules " + rules + " on " + before);
        assertEquals(held(report.completed()), held(shown(preview)));
        assertEquals(
                bytesBefore - PruneLab.bytes(side.zfs(), side.root()),
                preview.filesystems().stream()
                        .mapToLong(one -> one.freed().orElseThrow())
                        .sum());
    }

    private static PruneReport pruned(PruneLab lab, Side side, KeepRules rules) throws InterruptedException {
        var reports = new ArrayList<PruneReport>();
        try (var threads = new TestThreads()) {
            var bench = new JobBench(side.zfs(), threads, java.time.InstantSource.system());
            new Pruner(PruneLab.JOB, side.side(), bench, reports::add).run(side.endpoint(), lab, rules);
        }
        return reports.getLast();
    }

    private static List<?> plans(List<FilesystemReport> reports) {
        return reports.stream().map(FilesystemReport::plan).toList();
    }

    private static List<FilesystemReport> shown(PrunePreview preview) {
        return preview.filesystems().stream()
                .map(PrunePreview.Filesystem::report)
                .toList();
    }

    private static Set<String> held(List<FilesystemReport> reports) {
        return reports.stream()
                .flatMap(one -> one.held().stream().map(name -> one.plan().filesystem() + "@" + name))
                .collect(Collectors.toSet());
    }

    private static Set<String> doomed(PrunePreview preview) {
        var held = held(shown(preview));
        return shown(preview).stream()
                .flatMap(one ->
                        one.plan().victims().stream().map(victim -> one.plan().filesystem() + "@" + victim.name()))
                .filter(name -> !held.contains(name))
                .collect(Collectors.toSet());
    }

    @Property(tries = 20)
    void what_the_other_host_would_free_is_unknown(@ForAll long seed) throws Exception {
        var lab = new PruneLab(seed);
        var preview = new DryRun(PruneSide.RECEIVER, Inspection.UNKNOWN)
                .of(Stock.of(lab.receiver), lab, Configured.rules("[{type: regex, regex: no such name}]"));
        for (var one : preview.filesystems()) {
            boolean nothing = one.report().plan().victims().isEmpty();
            assertEquals(nothing ? OptionalLong.of(0) : OptionalLong.empty(), one.freed());
        }
        assertTrue(preview.error().isEmpty());
    }
}
