// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Step;

/// How a further attempt of a run goes on with a filesystem (`replication-and-zfs.md` 4.7).
///
/// A run ends with what it set out to do: snapshots taken since its first attempt are left for the next run,
/// so that a run over a bad line does not go on for ever.
public final class Continuation {
    private Continuation() {}

    /// The steps of the new plan to execute, up to and with the last one that was left over; empty if the two
    /// plans have nothing in common.
    public static Optional<List<Step>> of(List<Step> leftOver, List<Step> fresh) {
        if (leftOver.isEmpty() || fresh.isEmpty()) {
            return Optional.of(fresh);
        }
        var positions = new HashMap<Ends, Integer>();
        for (int i = 0; i < fresh.size(); i++) {
            positions.put(Ends.of(fresh.get(i)), i);
        }
        return leftOver.reversed().stream()
                .map(Ends::of)
                .filter(positions::containsKey)
                .findFirst()
                .map(ends -> List.copyOf(fresh.subList(0, positions.get(ends) + 1)));
    }

    /// What makes two steps the same, whatever their token.
    private record Ends(Optional<Guid> from, Guid to) {
        static Ends of(Step step) {
            return new Ends(step.from().map(Revision::guid), step.to().guid());
        }
    }
}
