// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.prune.KeepRule;

/// Keeps what the other side does not have yet.
record KeepNotReplicated(boolean keepsCursor) implements KeepRule {
    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        return history.stream().filter(candidate -> !candidate.replicated()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean releasesCursor() {
        return !keepsCursor;
    }

    @Override
    public boolean needsReplication() {
        return true;
    }
}
