// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.snapshot.SnapshottingReport.State;
import org.jzrepl.testkit.FixedPart;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Rounds that take longer than it is to the next one.
final class SnapshotRunnerTest {
    private static final Instant START = Instant.parse("2026-03-09T14:00:00Z");

    private final TestThreads threads = new TestThreads();
    private final List<SnapshottingReport> reports = new ArrayList<>();

    @AfterEach
    void end_threads() {
        threads.close();
    }

    /// Comes due each second of ten minutes. Each look at the clock takes ten seconds, so that nothing is ever
    /// waited for.
    private record EachSecond(boolean continuesRhythm) implements SnapshotPolicy {
        @Override
        public Optional<Instant> due(Instant now, Optional<Instant> latest) {
            return Optional.of(latest.map(taken -> taken.plusSeconds(1)).orElse(now))
                    .filter(next -> next.isBefore(START.plus(Duration.ofMinutes(10))));
        }
    }

    private static InstantSource clock() {
        var looks = new AtomicInteger();
        return () -> START.plusSeconds(10L * looks.getAndIncrement());
    }

    private List<SnapshottingReport> rounds(SnapshotPolicy policy) throws Exception {
        var clock = clock();
        var zfs = SimulatedZfs.inMemory(1, clock);
        zfs.properties().create(DatasetPath.parse("tank"), Map.of());
        var names = SnapshotNames.read(Configured.section("{prefix: z_, timestamp_format: unix-seconds}"));
        var rhythm = new FixedPart<>("cron", new Rhythm(Optional.of(policy), Optional.of(names), List.of()));
        var runner = new SnapshotRunner(
                new JobName("job"), DatasetFilter.ALL, rhythm, new JobBench(zfs, threads, clock), reports::add);
        runner.run();
        assertTrue(ends().count() > 2, reports::toString);
        return new ArrayList<>(ends().toList());
    }

    /// The reports at the ends of rounds.
    private Stream<SnapshottingReport> ends() {
        Predicate<SnapshottingReport> taken = report -> !report.progress().isEmpty();
        return reports.stream().filter(taken.and(report -> report.state() == State.WAITING));
    }

    @Test
    void what_came_due_meanwhile_is_counted_and_left_out() throws Exception {
        var ends = rounds(new EachSecond(false));
        ends.removeLast(); // the ten minutes end in it
        assertTrue(ends.stream().allMatch(report -> report.missed() >= 10), ends::toString);
        assertEquals(List.of(), during().filter(report -> report.missed() > 0).toList());
    }

    private Stream<SnapshottingReport> during() {
        return reports.stream().filter(report -> report.state() != State.WAITING);
    }

    @Test
    void a_rhythm_from_start_to_start_leaves_nothing_out() throws Exception {
        var ends = rounds(new EachSecond(true));
        assertTrue(ends.stream().allMatch(report -> report.missed() == 0), ends::toString);
    }
}
