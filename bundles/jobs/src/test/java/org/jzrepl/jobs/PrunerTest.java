// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.State;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

final class PrunerTest {
    private static final DatasetPath FILESYSTEM = DatasetPath.parse("tank/a");
    private static final InstantSource CLOCK = () -> Instant.parse("2026-03-09T14:05:07Z");
    private static final Pruner.History REPLICATED = new ListedSide.Cursor(FILESYSTEM, Optional.of(new Guid(4)));

    private final TestThreads threads = new TestThreads();
    private final JobBench bench = new JobBench(SimulatedZfs.inMemory(1, CLOCK), threads, CLOCK);
    private final List<PruneReport> reports = new ArrayList<>();

    @AfterEach
    void end_threads() {
        threads.close();
    }

    /// s1 to s4, whose destroys are answered so.
    private static ListedSide side(Map<String, Destruction> answers) {
        return new ListedSide(
                FILESYSTEM,
                IntStream.rangeClosed(1, 4)
                        .<Revision>mapToObj(i -> new Snapshot("s" + i, new Guid(i), i, Instant.ofEpochSecond(i)))
                        .toList(),
                answers);
    }

    private PruneReport pruned(ListedSide side, KeepRules rules) throws InterruptedException {
        new Pruner(new JobName("job"), PruneSide.SENDER, bench, reports::add).run(side, REPLICATED, rules);
        return reports.getLast();
    }

    private PruneReport pruned(Map<String, Destruction> answers) throws ConfigException, InterruptedException {
        return pruned(side(answers), Configured.rules("[{type: last_n, count: 1}]"));
    }

    @Test
    void a_held_snapshot_is_expected_and_no_error() throws Exception {
        var report = pruned(Map.of("s2", new Destruction.Held("dataset is busy")));
        assertEquals(State.DONE, report.state());
        assertEquals(List.of("s2"), report.completed().getFirst().held());
        assertEquals(Optional.empty(), report.completed().getFirst().error());
        assertEquals(List.of(new Event.Pruned(CLOCK.instant(), new JobName("job"), FILESYSTEM, 2, 2)), bench.seen());
    }

    @Test
    void snapshots_refused_for_one_reason_are_listed_before_it() throws Exception {
        var no = new Destruction.Refused("permission denied");
        var report = pruned(Map.of("s3", no, "s1", no));
        assertEquals(State.EXECUTE_ERROR, report.state());
        assertEquals(
                Optional.of("destroys failed @s1, @s3: permission denied"),
                report.completed().getFirst().error());
    }

    @Test
    void snapshots_refused_for_several_reasons_are_listed_with_each() throws Exception {
        var report = pruned(Map.of("s3", new Destruction.Refused("b"), "s1", new Destruction.Refused("a")));
        assertEquals(
                Optional.of("destroys failed: (@s1: a), (@s3: b)"),
                report.completed().getFirst().error());
    }

    @Test
    void a_filesystem_is_pending_until_it_is_done() throws Exception {
        pruned(Map.of());
        assertEquals(
                List.of("PLAN 0 0", "EXECUTE 1 0", "DONE 0 1"),
                reports.stream()
                        .map(one -> one.state() + " " + one.pending().size() + " "
                                + one.completed().size())
                        .toList());
    }

    @Test
    void a_rule_that_fails_spares_everything_and_says_so() throws Exception {
        var suppliers = Configured.suppliers().put(KeepRuleFactory.class, "broken", section -> {
            section.done();
            return _ -> {
                throw new IllegalStateException("no data");
            };
        });
        var rules = KeepRules.read(
                Configured.section("keep: [{type: last_n, count: 1}, {type: broken}]"), "keep", true, suppliers);
        var report = pruned(side(Map.of()), rules);
        assertEquals(State.PLAN_ERROR, report.state());
        assertTrue(report.error().orElseThrow().contains("rule keep[1] broken failed"), report::toString);
        assertEquals(List.of(), report.completed());
        assertEquals(List.of(), bench.seen());
    }

    @Test
    void a_supplier_that_refuses_the_configuration_spares_everything() throws Exception {
        var suppliers = Configured.suppliers();
        var rules = KeepRules.read(Configured.section("keep: [{type: last_n, count: 1}]"), "keep", true, suppliers);
        suppliers.put(KeepRuleFactory.class, "last_n", section -> {
            throw section.wrong("count", "the new version wants another key");
        });
        var report = pruned(side(Map.of()), rules);
        assertEquals(State.PLAN_ERROR, report.state());
        assertTrue(report.error().orElseThrow().contains("so everything is kept"), report::toString);
    }

    @Test
    void a_rule_that_nothing_supplies_spares_everything() throws Exception {
        var suppliers = Configured.suppliers();
        var rules = KeepRules.read(
                Configured.section("keep: [{type: last_n, count: 1}, {type: gfs, daily: 1}]"), "keep", true, suppliers);
        suppliers.remove(KeepRuleFactory.class, "gfs");
        var report = pruned(side(Map.of()), rules);
        assertEquals(State.PLAN_ERROR, report.state());
        assertTrue(report.error().orElseThrow().contains("rule keep[1] gfs is not there"), report::toString);
        assertEquals(List.of(), report.completed());
    }

    @Test
    void what_was_never_replicated_is_not_pruned() throws Exception {
        new Pruner(new JobName("job"), PruneSide.SENDER, bench, reports::add)
                .run(
                        side(Map.of()),
                        new ListedSide.Cursor(FILESYSTEM, Optional.empty()),
                        Configured.rules("[{type: last_n, count: 1}]"));
        assertEquals(State.EXECUTE_ERROR, reports.getLast().state());
        assertEquals(List.of(), bench.seen());
    }

    @Test
    void a_filesystem_that_the_sender_does_not_have_is_skipped() throws Exception {
        new Pruner(new JobName("job"), PruneSide.RECEIVER, bench, reports::add)
                .run(
                        side(Map.of()),
                        new ListedSide.Cursor(DatasetPath.parse("tank/other"), Optional.of(new Guid(4))),
                        Configured.rules("[{type: last_n, count: 1}]"));
        assertEquals(State.DONE, reports.getLast().state());
        assertEquals(
                Optional.of("filesystem has no correspondence on sender"),
                reports.getLast().completed().getFirst().skipped());
    }
}
