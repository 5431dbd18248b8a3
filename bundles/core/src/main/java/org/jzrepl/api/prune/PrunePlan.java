// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// What pruning one filesystem would do, and why. Nobody keeps it: it goes, if its name still carries this GUID
/// then.
public record PrunePlan(DatasetPath filesystem, List<Verdict> verdicts) {
    public PrunePlan {
        verdicts = List.copyOf(verdicts);
    }

    /// The snapshots that no rule keeps, oldest first.
    public List<Snapshot> victims() {
        return verdicts.stream()
                .filter(Verdict::isDoomed)
                .map(verdict -> verdict.candidate().snapshot())
                .toList();
    }

    /// `keptBy` names the rules that keep it, as the configuration calls them (`keep_sender[0] grid`).
    public record Verdict(Candidate candidate, List<String> keptBy) {
        public Verdict {
            keptBy = List.copyOf(keptBy);
        }

        public boolean isDoomed() {
            return keptBy.isEmpty();
        }
    }
}
