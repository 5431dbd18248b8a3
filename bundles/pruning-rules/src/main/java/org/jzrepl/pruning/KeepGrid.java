// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jzrepl.api.prune.KeepRule;

/// Thins out the snapshots whose name matches: in each interval of the grid, counted back from the newest match,
/// the oldest stay. What is older than the grid is given up.
record KeepGrid(Grid grid, NamePattern name) implements KeepRule {
    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        var newestFirst = history.stream()
                .filter(name::matches)
                .sorted(Comparator.<Candidate, Instant>comparing(
                                candidate -> candidate.snapshot().creation())
                        .reversed())
                .toList();
        var kept = new HashSet<Candidate>();
        if (newestFirst.isEmpty()) {
            return kept;
        }
        var edge = newestFirst.getFirst().snapshot().creation();
        int from = 0;
        for (var interval : grid.intervals()) {
            edge = edge.minus(interval.length());
            int to = from;
            while (to < newestFirst.size()
                    && newestFirst.get(to).snapshot().creation().isAfter(edge)) {
                to++;
            }
            var bucket = newestFirst.subList(from, to);
            int keep = Math.min(bucket.size(), interval.keep().orElse(Integer.MAX_VALUE));
            kept.addAll(bucket.subList(bucket.size() - keep, bucket.size()));
            from = to;
        }
        return kept;
    }
}
