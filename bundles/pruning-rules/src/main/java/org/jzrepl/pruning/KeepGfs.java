// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jzrepl.api.prune.KeepRule;

/// Grandfather, father, son: of the snapshots whose name matches, the first of each of the newest hours, days,
/// weeks, months and years that have one.
///
/// The first of a period, because it never changes again: what was kept once is what would be kept had
/// nothing ever been destroyed. Periods without a snapshot do not count, so a machine that was off loses
/// nothing by it.
record KeepGfs(Map<CalendarPeriod, Integer> countByPeriod, ZoneId zone, NamePattern name) implements KeepRule {
    KeepGfs {
        countByPeriod = Map.copyOf(countByPeriod);
    }

    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        var oldestFirst = history.stream()
                .filter(name::matches)
                .sorted(Comparator.comparing(candidate -> candidate.snapshot().creation()))
                .toList();
        var kept = new HashSet<Candidate>();
        countByPeriod.forEach((period, count) -> kept.addAll(firsts(oldestFirst, period, count)));
        return kept;
    }

    private List<Candidate> firsts(List<Candidate> oldestFirst, CalendarPeriod period, int count) {
        var firstByBeginning = new TreeMap<Instant, Candidate>();
        for (var candidate : oldestFirst) {
            firstByBeginning.putIfAbsent(period.beginning(candidate.snapshot().creation(), zone), candidate);
        }
        return firstByBeginning.descendingMap().values().stream().limit(count).toList();
    }
}
