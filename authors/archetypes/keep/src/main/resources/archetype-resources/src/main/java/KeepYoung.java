// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.prune.KeepRule;

/// Keeps what is at most `age` older than the newest snapshot.
record KeepYoung(Duration age) implements KeepRule {
    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        var newest = history.stream().map(KeepYoung::taken).max(Instant::compareTo);
        return history.stream()
                .filter(candidate -> newest.filter(
                                latest -> !taken(candidate).plus(age).isBefore(latest))
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant taken(Candidate candidate) {
        return candidate.snapshot().creation();
    }
}
