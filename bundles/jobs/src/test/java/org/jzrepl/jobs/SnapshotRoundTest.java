// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.snapshot.SnapshottingReport.Outcome;
import org.jzrepl.api.snapshot.SnapshottingReport.Progress;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

final class SnapshotRoundTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-03-09T14:05:07Z");

    private final TestThreads threads = new TestThreads();
    private final SimulatedZfs zfs = SimulatedZfs.inMemory(1, CLOCK);
    private final JobBench bench = new JobBench(zfs, threads, CLOCK);
    private final List<List<Progress>> reports = new ArrayList<>();

    @BeforeEach
    void make_datasets() throws Exception {
        for (var path : List.of("tank", "tank/a", "tank/b", "tank/hooked")) {
            zfs.properties().create(DatasetPath.parse(path), Map.of());
        }
    }

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private static DatasetPath path(String text) {
        return DatasetPath.parse(text);
    }

    /// A round over the datasets, with a hook for `tank/hooked` whose pre edge fails if asked for.
    private Optional<String> round(boolean failing, String... datasets) throws Exception {
        var suppliers = Configured.suppliers().put(HookFactory.class, "test", section -> {
            section.done();
            return (_, _) -> {
                throw new IOException("pre edge failed");
            };
        });
        var yaml = failing
                ? "{prefix: z_, hooks: [{type: test, err_is_fatal: true, filesystems: {tank/hooked: true}}]}"
                : "{prefix: z_}";
        var section = Configured.section(yaml);
        return round(section, suppliers, datasets);
    }

    private Optional<String> round(Section section, Suppliers suppliers, String... datasets) throws Exception {
        var names = SnapshotNames.read(section);
        try (var hooks = LeasedHooks.of(SnapshotHook.read(section, suppliers))) {
            return new SnapshotRound(new JobName("job"), bench, zfs.snapshots(), names, hooks, reports::add)
                    .take(List.of(datasets).stream()
                            .map(SnapshotRoundTest::path)
                            .toList());
        }
    }

    private Map<String, Outcome> outcomes() {
        return reports.getLast().stream()
                .collect(Collectors.toMap(one -> one.filesystem().toString(), Progress::outcome));
    }

    @Test
    void datasets_without_hooks_get_one_name_and_one_transaction_group() throws Exception {
        assertEquals(Optional.empty(), round(false, "tank", "tank/a", "tank/b"));
        var taken = new ArrayList<Revision>();
        for (var dataset : List.of("tank", "tank/a", "tank/b")) {
            taken.addAll(zfs.catalog().revisions(path(dataset)));
        }
        assertEquals(3, taken.size());
        assertEquals(1, taken.stream().map(Revision::createTxg).distinct().count());
        assertEquals(
                List.of("z_20260309_140507_000"),
                taken.stream().map(Revision::name).distinct().toList());
        assertEquals(3, bench.seen().size());
    }

    @Test
    void a_fatal_hook_keeps_its_own_dataset_from_being_taken_and_no_other() throws Exception {
        var error = round(true, "tank", "tank/a", "tank/hooked");
        assertTrue(error.orElseThrow().contains("pre edge failed"), error::toString);
        assertEquals(List.of(), zfs.catalog().revisions(path("tank/hooked")));
        assertEquals(1, zfs.catalog().revisions(path("tank/a")).size());
        assertEquals(Map.of("tank", Outcome.DONE, "tank/a", Outcome.DONE, "tank/hooked", Outcome.FAILED), outcomes());
        var hooked = reports.getLast().getLast();
        assertTrue(hooked.hooksFailed() && hooked.hooks().startsWith("1 Err"), hooked::toString);
    }

    @Test
    void a_dataset_that_zfs_refuses_does_not_keep_the_others_from_being_taken() throws Exception {
        var error = round(false, "tank/a", "tank/gone");
        assertTrue(error.orElseThrow().contains("tank/gone@z_20260309_140507_000 refused"), error::toString);
        assertEquals(Map.of("tank/a", Outcome.DONE, "tank/gone", Outcome.FAILED), outcomes());
    }

    @Test
    void a_hook_that_says_a_lot_for_each_dataset_is_quoted_in_full_at_first_and_in_brief_then() throws Exception {
        var lot = "x".repeat(9 << 20);
        var suppliers = Configured.suppliers().put(HookFactory.class, "test", section -> {
            section.done();
            return (_, _) -> {
                throw new IOException("no luck", new IOException("status 1\n" + lot));
            };
        });
        round(Configured.section("{prefix: z_, hooks: [{type: test}]}"), suppliers, "tank", "tank/a", "tank/b");
        assertEquals(
                List.of(9 << 20, 9 << 20, 1 << 12),
                reports.getLast().stream()
                        .map(progress -> (int)
                                progress.hooks().chars().filter(c -> c == 'x').count())
                        .toList());
    }

    @Test
    void the_status_shows_which_hook_runs() throws Exception {
        round(true, "tank/hooked");
        var running = reports.stream()
                .map(List::getLast)
                .filter(progress -> progress.outcome() == Outcome.STARTED)
                .map(Progress::hooks)
                .toList();
        assertTrue(running.stream().anyMatch(table -> table.startsWith("1 Exec ")), running::toString);
    }
}
