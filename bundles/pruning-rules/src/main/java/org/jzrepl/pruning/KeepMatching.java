// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.prune.KeepRule;

/// Keeps the snapshots whose name matches, or with `negate` those whose name does not.
record KeepMatching(NamePattern name, boolean negate) implements KeepRule {
    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        return history.stream()
                .filter(candidate -> name.matches(candidate) != negate)
                .collect(Collectors.toUnmodifiableSet());
    }
}
