// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.testkit.Histories;

/// Laws of the keep rules over random histories.
final class KeepRulesPropertyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static KeepRule gfs(int count) {
        return new KeepGfs(
                Map.of(
                        CalendarPeriod.HOURLY, count,
                        CalendarPeriod.DAILY, count,
                        CalendarPeriod.WEEKLY, count,
                        CalendarPeriod.MONTHLY, count,
                        CalendarPeriod.YEARLY, count),
                BERLIN,
                NamePattern.ANY);
    }

    private static KeepRule grid(String intervals) {
        return new KeepGrid(Grid.parse(intervals), NamePattern.ANY);
    }

    @Property
    void a_larger_count_never_keeps_less(
            @ForAll @IntRange(min = 1, max = 50) int count, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        assertTrue(new KeepLastN(count + 1, NamePattern.ANY)
                .keep(history)
                .containsAll(new KeepLastN(count, NamePattern.ANY).keep(history)));
    }

    @Property
    void last_n_keeps_exactly_the_newest(
            @ForAll @IntRange(min = 1, max = 50) int count, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        var kept = new KeepLastN(count, NamePattern.ANY).keep(history);
        assertEquals(Math.min(count, size), kept.size());
        var newestGone = history.stream()
                .filter(one -> !kept.contains(one))
                .map(one -> one.snapshot().creation())
                .max(Comparator.naturalOrder());
        newestGone.ifPresent(gone -> assertTrue(
                kept.stream().noneMatch(one -> one.snapshot().creation().isBefore(gone))));
    }

    @Property
    void more_periods_never_keep_less(
            @ForAll @IntRange(min = 1, max = 30) int count, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        assertTrue(gfs(count + 1).keep(history).containsAll(gfs(count).keep(history)));
    }

    @Property
    void more_of_each_interval_never_keeps_less(
            @ForAll @IntRange(min = 1, max = 20) int keep, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        assertTrue(grid("24x1h(keep=" + (keep + 1) + ")|30x1d(keep=" + (keep + 1) + ")")
                .keep(history)
                .containsAll(grid("24x1h(keep=" + keep + ")|30x1d(keep=" + keep + ")")
                        .keep(history)));
    }

    @Property
    void a_longer_grid_never_keeps_less(
            @ForAll @IntRange(min = 1, max = 20) int repeat, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        assertTrue(grid("4x1h|" + (repeat + 1) + "x1d")
                .keep(history)
                .containsAll(grid("4x1h|" + repeat + "x1d").keep(history)));
    }

    /// Otherwise a job that prunes often would keep other snapshots than one that prunes seldom.
    @Property
    void gfs_keeps_the_same_whether_it_prunes_often_or_once(
            @ForAll @IntRange(min = 1, max = 9) int count, @ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        var left = new ArrayList<Candidate>();
        for (var next : history) {
            left.add(next);
            left.retainAll(gfs(count).keep(left));
        }
        assertEquals(gfs(count).keep(history), new HashSet<>(left));
    }

    @Property
    void what_matches_and_what_does_not_is_everything(@ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        var name = NamePattern.of("^zrepl_");
        var all = new HashSet<>(new KeepMatching(name, false).keep(history));
        all.addAll(new KeepMatching(name, true).keep(history));
        assertEquals(new HashSet<>(history), all);
    }

    @Property
    void what_is_not_replicated_is_always_kept(@ForAll @IntRange(max = 60) int size, @ForAll long seed) {
        var history = Histories.random(seed, size);
        var missing = history.stream().filter(one -> !one.replicated()).toList();
        for (var keepsCursor : List.of(true, false)) {
            assertEquals(new HashSet<>(missing), new KeepNotReplicated(keepsCursor).keep(history));
        }
    }
}
