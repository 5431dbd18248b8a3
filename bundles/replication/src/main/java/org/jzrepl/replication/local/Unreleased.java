// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;

/// Where a job could not take its last-received holds off, and on which snapshots they are to stay. Lives as
/// long as the program; what it forgets, the dataset's next step makes up for.
///
/// Its own lock guards it. What it says of a dataset is to be acted on under a claim on that dataset only.
final class Unreleased {
    private final Map<Place, Set<Guid>> keptByPlace = new HashMap<>();

    private record Place(JobName job, DatasetPath dataset) {}

    synchronized void note(JobName job, DatasetPath dataset, Set<Guid> kept) {
        keptByPlace.put(new Place(job, dataset), Set.copyOf(kept));
    }

    /// The job is about to decide anew which holds stay.
    synchronized Optional<Set<Guid>> take(JobName job, DatasetPath dataset) {
        return Optional.ofNullable(keptByPlace.remove(new Place(job, dataset)));
    }

    synchronized List<DatasetPath> below(JobName job, DatasetPath root) {
        return keptByPlace.keySet().stream()
                .filter(place -> place.job().equals(job) && place.dataset().startsWith(root))
                .map(Place::dataset)
                .sorted(Comparator.comparing(DatasetPath::toString))
                .toList();
    }
}
