// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.job.Rehearsal.Pruning;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsModel.Pools;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.simulate.Outcome.Left;

/// One side's datasets on simulated pools, with a count of their snapshots. Used by one thread.
final class Stand {
    private final String name;
    private final Pools pools;
    private final TreeMap<DatasetPath, Integer> countByDataset = new TreeMap<>();
    private int count;
    private int peak;
    private long destroyed;

    Stand(String name, Pools pools) {
        this.name = name;
        this.pools = pools;
    }

    /// Puts snapshots into a dataset, which is made if need be.
    void add(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException, InterruptedException {
        pools.add(dataset, snapshots);
        counted(dataset, snapshots.size());
    }

    Collection<DatasetPath> datasets() {
        return List.copyOf(countByDataset.keySet());
    }

    List<Revision> revisions(DatasetPath dataset) throws ZfsException, InterruptedException {
        return pools.zfs().catalog().revisions(dataset);
    }

    int count() {
        return count;
    }

    /// How many were taken; those that are refused go to `troubles`.
    int take(String snapshot, Complaints troubles) throws ZfsException, InterruptedException {
        int taken = 0;
        var outcomes = pools.zfs().snapshots().create(datasets(), snapshot);
        for (var outcome : outcomes.entrySet()) {
            switch (outcome.getValue()) {
                case Creation.Created _ -> {
                    counted(outcome.getKey(), 1);
                    taken++;
                }
                case Creation.Refused(var reason) ->
                    troubles.add("snapshot " + outcome.getKey() + "@" + snapshot + " refused: " + reason);
            }
        }
        return taken;
    }

    /// Destroys what the planning gives up.
    void prune(Pruning pruning, Map<DatasetPath, Optional<Guid>> cursors, Complaints troubles)
            throws ZfsException, InterruptedException {
        for (var dataset : datasets()) {
            var report = pruning.plan(dataset, revisions(dataset), cursors.getOrDefault(dataset, Optional.empty()));
            report.error().ifPresent(why -> troubles.add("pruning " + dataset + " (" + pruning.side() + "): " + why));
            var victims = report.plan().victims();
            if (!victims.isEmpty()) {
                destroy(dataset, victims, troubles);
            }
        }
        peak = Math.max(peak, count);
    }

    private void destroy(DatasetPath dataset, List<Snapshot> victims, Complaints troubles)
            throws ZfsException, InterruptedException {
        for (var outcome : pools.zfs().snapshots().destroy(dataset, victims).entrySet()) {
            switch (outcome.getValue()) {
                case Destruction.Destroyed _ -> {
                    counted(dataset, -1);
                    destroyed++;
                }
                case Destruction.Held(var reason) -> troubles.add("destroying in " + dataset + ": " + reason);
                case Destruction.Refused(var reason) -> troubles.add("destroying in " + dataset + ": " + reason);
            }
        }
    }

    private void counted(DatasetPath dataset, int more) {
        countByDataset.merge(dataset, more, Integer::sum);
        count += more;
    }

    Outcome.Side outcome() throws ZfsException, InterruptedException {
        var left = new java.util.ArrayList<Left>();
        for (var dataset : datasets()) {
            revisions(dataset).forEach(one -> left.add(new Left(dataset.toString(), one.creation())));
        }
        return new Outcome.Side(name, Math.max(peak, count), destroyed, left);
    }

    /// Takes a sentence about what went wrong now.
    @FunctionalInterface
    interface Complaints {
        void add(String text);
    }
}
