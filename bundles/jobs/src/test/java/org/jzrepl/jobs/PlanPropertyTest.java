// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.OneRun;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A plan equals its execution, and planning changes nothing: over random histories, with random rules,
/// guarantees and beginnings, holds of others, snapshots destroyed by hand on both sides, and receives that
/// broke off.
final class PlanPropertyTest {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final AtomicInteger STEPS = new AtomicInteger();
    private static final AtomicInteger DESTROYED = new AtomicInteger();
    private static final AtomicInteger HELD = new AtomicInteger();
    private static final AtomicInteger CONFLICTS = new AtomicInteger();
    private static final Scan ALL = new Scan(Set.of(Dataset.PLACEHOLDER), true);

    @AfterContainer
    static void say_what_was_seen() {
        System.out.println("plans: " + RUNS + " runs as planned, " + STEPS + " steps, " + DESTROYED
                + " snapshots destroyed, " + HELD + " kept by a hold, " + CONFLICTS + " conflicts");
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void a_run_does_what_its_plan_said(@ForAll long seed) throws Exception {
        var hosts = new TwoHosts(seed);
        try (var threads = new TestThreads()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 5; i++) {
                    hosts.happen();
                }
                round(hosts, threads);
            }
        }
    }

    private static void round(TwoHosts hosts, TestThreads threads) throws Exception {
        var job = hosts.job(threads);
        var before = new World(hosts);
        var context = new JobBench(hosts.source, threads, InstantSource.system());
        var now = (JobPlan.Planned) job.plan(context, Extent.PRUNING);
        var plan = (JobPlan.Planned) job.plan(context, Extent.RUN);
        assertEquals(before, new World(hosts), "planning changes nothing");
        hosts.breakStreams();
        OneRun.of(job, hosts.source, threads, InstantSource.system());
        boolean broke = hosts.streamsBreak();
        hosts.source.faults().none();
        hosts.log().add("ran");
        if (!broke) {
            var status = (JobStatus.Active) job.status();
            check(hosts, before, plan, status);
            checkIdle(plan, now);
        }
    }

    private static void check(TwoHosts hosts, World before, JobPlan.Planned plan, JobStatus.Active ran)
            throws Exception {
        var story = hosts.log().toString();
        var replication = plan.replication().orElseThrow();
        var report = ran.replication().orElseThrow();
        assertEquals(1, report.attempts().size(), story);
        assertEquals(planned(replication), done(report), story);
        checkSide(plan.pruning().getFirst(), ran.sender().orElseThrow(), story);
        checkSide(plan.pruning().getLast(), ran.receiver().orElseThrow(), story);
        var arrived = new HashSet<>(before.receiver());
        replication
                .filesystems()
                .forEach(one -> one.steps()
                        .forEach(
                                step -> arrived.add(one.path() + "@" + step.to().name())));
        var after = new World(hosts);
        assertEquals(without(before.sender(), doomed(plan.pruning().getFirst())), after.sender(), story);
        assertEquals(without(arrived, doomed(plan.pruning().getLast())), after.receiver(), story);
        RUNS.incrementAndGet();
        STEPS.addAndGet(replication.filesystems().stream()
                .mapToInt(one -> one.steps().size())
                .sum());
        DESTROYED.addAndGet(doomed(plan.pruning().getFirst()).size()
                + doomed(plan.pruning().getLast()).size());
        HELD.addAndGet(held(plan.pruning().getFirst()).size()
                + held(plan.pruning().getLast()).size());
        CONFLICTS.addAndGet((int) replication.filesystems().stream()
                .filter(one -> one.plan().orElse(null) instanceof Plan.Conflict)
                .count());
    }

    /// Where nothing is to be sent, pruning now and pruning after it are the same, but for holds that the end
    /// of a step lifts.
    private static void checkIdle(JobPlan.Planned plan, JobPlan.Planned now) {
        var replication = plan.replication().orElseThrow();
        boolean idle =
                replication.filesystems().stream().allMatch(one -> one.plan().orElse(null) instanceof Plan.Conflict);
        if (idle) {
            assertEquals(plan.pruning(), now.pruning());
        }
    }

    /// The steps of each filesystem with their sizes, or that it fails.
    private static Map<DatasetPath, String> planned(ReplicationPlan plan) {
        return plan.filesystems().stream()
                .collect(Collectors.toMap(
                        FilesystemPlan::path,
                        one -> one.error().isPresent() || one.plan().orElse(null) instanceof Plan.Conflict
                                ? "fails"
                                : one.steps() + " " + one.expectedBytes()));
    }

    private static Map<DatasetPath, String> done(ReplicationReport report) {
        return report.attempts().getLast().filesystems().stream()
                .collect(Collectors.toMap(
                        ReplicationReport.FilesystemReport::path,
                        one -> one.state() instanceof State.Done
                                ? one.steps().stream().map(StepReport::step).toList() + " "
                                        + one.steps().stream()
                                                .map(StepReport::expectedBytes)
                                                .toList()
                                : "fails"));
    }

    private static void checkSide(PrunePreview preview, PruneReport report, String story) {
        assertEquals(preview.error().isPresent(), report.state() == PruneReport.State.PLAN_ERROR, story);
        assertEquals(
                reasons(preview.filesystems().stream()
                        .map(PrunePreview.Filesystem::report)
                        .toList()),
                reasons(report.completed()),
                story);
    }

    /// What becomes of each snapshot and why, and why a filesystem keeps everything.
    private static Map<DatasetPath, String> reasons(List<FilesystemReport> reports) {
        var reasons = new TreeMap<DatasetPath, String>();
        for (var report : reports) {
            var verdicts = report.plan().verdicts().stream()
                    .map(verdict -> verdict.candidate().snapshot().name() + " "
                            + verdict.candidate().replicated() + " " + verdict.keptBy())
                    .toList();
            if (report.skipped().isEmpty()) { // placeholders that come with a run are not foreseen, nor pruned
                reasons.put(report.plan().filesystem(), verdicts + " " + report.held() + " " + report.error());
            }
        }
        return reasons;
    }

    private static Set<String> doomed(PrunePreview preview) {
        var held = held(preview);
        return preview.filesystems().stream()
                .map(PrunePreview.Filesystem::report)
                .flatMap(one ->
                        one.plan().victims().stream().map(victim -> one.plan().filesystem() + "@" + victim.name()))
                .filter(name -> !held.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> held(PrunePreview preview) {
        return preview.filesystems().stream()
                .map(PrunePreview.Filesystem::report)
                .flatMap(one -> one.held().stream().map(name -> one.plan().filesystem() + "@" + name))
                .collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> gone) {
        var left = new TreeSet<>(all);
        left.removeAll(gone);
        return left;
    }

    /// All that is on both hosts.
    private record World(List<Dataset> source, List<Dataset> target, Map<String, ?> tags) {
        World(TwoHosts hosts) throws Exception {
            this(scan(hosts.source), scan(hosts.target), tags(hosts));
        }

        private static List<Dataset> scan(SimulatedZfs zfs) throws Exception {
            return zfs.catalog().scan(List.of(DatasetPath.ROOT), ALL);
        }

        private static Map<String, ?> tags(TwoHosts hosts) throws Exception {
            var tags = new HashMap<String, Object>();
            for (var zfs : List.of(hosts.source, hosts.target)) {
                for (var dataset : scan(zfs)) {
                    tags.put(dataset.path().toString(), zfs.anchors().holds(dataset.path(), dataset.held()));
                }
            }
            return tags;
        }

        Set<String> sender() {
            return names(source, DatasetPath.ROOT);
        }

        Set<String> receiver() {
            return names(target, TwoHosts.SINK);
        }

        /// By the sender's paths.
        private static Set<String> names(List<Dataset> datasets, DatasetPath root) {
            var names = new TreeSet<String>();
            for (var dataset : datasets) {
                if (dataset.path().startsWith(root) && !dataset.path().equals(root)) {
                    TwoHosts.snapshots(dataset.revisions())
                            .forEach(one -> names.add(dataset.path().relativeTo(root) + "@" + one.name()));
                }
            }
            return names;
        }
    }
}
