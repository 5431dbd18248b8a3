// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Set;
import org.jzrepl.api.prune.KeepRule;

/// What `min_keep` beside a rule adds: the `count` newest snapshots of the dataset stay, whatever the rule gives
/// up.
record KeepNewest(int count) implements KeepRule {
    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        return Set.copyOf(history.subList(Math.max(0, history.size() - count), history.size()));
    }
}
