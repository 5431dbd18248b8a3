// SPDX-License-Identifier: Apache-2.0
package org.example.keep;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jzrepl.api.prune.KeepRule;

/// The older, the sparser: for each doubling of age about `perDoubling` snapshots stay.
///
/// Time is a ruler with a mark for each `unit`; every second mark is longer, of these every second one again,
/// and so on. The first snapshot after a mark stays for as long as its mark is long. So a snapshot that has
/// been given up is never missed later, however irregularly pruning runs. Age is counted from the newest
/// snapshot: if snapshots stop, nothing goes.
record KeepRuler(Duration unit, int perDoubling) implements KeepRule {
    KeepRuler {
        if (unit.toSeconds() < 1) {
            throw new IllegalArgumentException("unit must be at least 1s, not " + unit);
        }
        if (perDoubling < 1) {
            throw new IllegalArgumentException("per_doubling must be at least 1, not " + perDoubling);
        }
    }

    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        var kept = new HashSet<Candidate>();
        if (history.isEmpty()) {
            return kept;
        }
        long newest = history.stream().mapToLong(KeepRuler::seconds).max().orElseThrow();
        var marks = new HashSet<Long>();
        for (var candidate : history) {
            long mark = mark(candidate.snapshot().creation());
            if (marks.add(mark) && newest - seconds(candidate) < life(mark)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static long seconds(Candidate candidate) {
        return candidate.snapshot().creation().getEpochSecond();
    }

    private long mark(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), unit.toSeconds());
    }

    /// In seconds: a mark that is divisible by 2^n but not by 2^(n+1) lives for 2^(n+1) times `perDoubling`
    /// units.
    private long life(long mark) {
        int length = Math.min(Long.numberOfTrailingZeros(mark), 30); // mark 0 has 64; 2^30 units are enough for all
        return Math.multiplyExact(unit.toSeconds() * perDoubling, 2L << length);
    }
}
