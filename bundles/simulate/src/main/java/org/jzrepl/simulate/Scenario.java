// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Rehearsal.Pruning;
import org.jzrepl.api.job.Rehearsal.Snapshots;

/// A job that is to be simulated.
///
/// @param source the job that takes the snapshots, if it is another one
record Scenario(String file, String job, String type, Rehearsal own, Optional<Rehearsal> source, Beginning beginning) {
    /// What exists at the beginning, oldest first, both sides by the sender's paths; the sender's keys are the
    /// datasets that are simulated.
    record Beginning(Map<DatasetPath, List<Snapshot>> sender, Map<DatasetPath, List<Snapshot>> receiver) {
        Beginning {
            sender = Map.copyOf(sender);
            receiver = Map.copyOf(receiver);
        }
    }

    Optional<Snapshots> snapshots() {
        return source.flatMap(Rehearsal::snapshots).or(own::snapshots);
    }

    /// What the job that takes the snapshots prunes after each round.
    List<Pruning> afterRounds() {
        return source.map(Rehearsal::pruning).orElse(List.of());
    }

    List<String> remarks() {
        var remarks = new ArrayList<String>();
        int hooks = snapshots().map(Snapshots::hooks).orElse(0);
        if (hooks > 0) {
            remarks.add(hooks == 1 ? "The hook is not run." : "The " + hooks + " hooks are not run.");
        }
        if (own.pruning().isEmpty()) {
            remarks.add("A " + type + " does not prune: whoever replicates from it does, by its own configuration.");
        }
        if (own.replication().isPresent() && beginning.receiver().isEmpty()) {
            remarks.add("The receiver begins empty.");
        }
        return remarks;
    }
}
