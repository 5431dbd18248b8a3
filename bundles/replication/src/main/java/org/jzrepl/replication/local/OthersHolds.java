// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;

/// Remembers which holds are none of a job's own, so that a dataset that others hold is not asked for its tags in
/// each run. Lives as long as the program: who else would put the job's holds on it?
///
/// Its own lock guards it.
final class OthersHolds {
    private final Map<Place, Set<Snapshot>> seen = new HashMap<>();

    private record Place(JobName job, DatasetPath dataset) {}

    /// The job is about to hold something.
    synchronized void forget(JobName job, DatasetPath dataset) {
        seen.remove(new Place(job, dataset));
    }

    /// None of these snapshots carries a hold of the job.
    synchronized void saw(JobName job, DatasetPath dataset, Set<Snapshot> held) {
        if (held.isEmpty()) {
            seen.remove(new Place(job, dataset));
        } else {
            seen.put(new Place(job, dataset), Set.copyOf(held));
        }
    }

    synchronized boolean areAll(JobName job, DatasetPath dataset, Set<Snapshot> held) {
        return held.isEmpty()
                || seen.getOrDefault(new Place(job, dataset), Set.of()).containsAll(held);
    }
}
