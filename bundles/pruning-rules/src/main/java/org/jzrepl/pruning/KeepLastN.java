// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.prune.KeepRule;

/// Keeps the `count` newest snapshots whose name matches; of equal age the one that is later by name.
record KeepLastN(int count, NamePattern name) implements KeepRule {
    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.<Candidate, java.time.Instant>comparing(
                    candidate -> candidate.snapshot().creation())
            .thenComparing(
                    candidate -> candidate.snapshot().name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .reversed();

    KeepLastN {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
    }

    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        return history.stream()
                .filter(name::matches)
                .sorted(NEWEST_FIRST)
                .limit(count)
                .collect(Collectors.toUnmodifiableSet());
    }
}
