// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;

/// Both sides as they will be when a planned replication has gone well: its steps applied to what is there now.
/// Computed, not tried.
final class Foreseen implements Pruner.History {
    private final Pruner.History now;
    private final Map<DatasetPath, FilesystemPlan> planByPath = new LinkedHashMap<>();

    Foreseen(ReplicationPlan plan, Pruner.History now) {
        this.now = now;
        plan.filesystems().forEach(one -> planByPath.put(one.path(), one));
    }

    @Override
    public List<DatasetPath> known() throws IOException, InterruptedException {
        return now.known();
    }

    /// Where the replication cannot be made, the cursor stays.
    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        var plan = planByPath.get(filesystem);
        return plan == null || plan.error().isPresent() ? now.cursor(filesystem) : plan.cursor();
    }

    /// What the receiver will have, given what it has.
    Stock received(Stock receiver) {
        return new Stock() {
            @Override
            public List<Filesystem> filesystems() throws IOException, InterruptedException {
                var byPath = new LinkedHashMap<DatasetPath, Filesystem>();
                receiver.filesystems().forEach(one -> byPath.put(one.path(), one));
                planByPath.values().stream()
                        .filter(plan -> !plan.steps().isEmpty())
                        .map(plan -> new Filesystem(plan.path(), Optional.empty(), false))
                        .forEach(one -> byPath.put(one.path(), one));
                return List.copyOf(byPath.values());
            }

            @Override
            public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
                var steps = steps(filesystem);
                boolean isNew = !steps.isEmpty() && steps.getFirst().from().isEmpty();
                return withArrivals(isNew ? List.of() : receiver.revisions(filesystem), steps);
            }
        };
    }

    /// Whether the job's own holds on the filesystem will be off all that pruning could destroy: they move on
    /// with each step, and off the sender when nothing is left to send.
    boolean liftsHolds(PruneSide side, DatasetPath filesystem) {
        var plan = planByPath.get(filesystem);
        if (plan == null || plan.error().isPresent()) {
            return false;
        }
        return switch (plan.plan().orElse(null)) {
            case Plan.Catchup _ -> true;
            case Plan.UpToDate(Snapshot _) -> side == PruneSide.SENDER;
            case null -> false;
            case Plan.UpToDate _, Plan.Placeholder _, Plan.Conflict _ -> false;
        };
    }

    private List<Step> steps(DatasetPath filesystem) {
        var plan = planByPath.get(filesystem);
        return plan == null ? List.of() : plan.steps();
    }

    /// A received snapshot has its sender's name, GUID and creation, and is newer than all that was there.
    private static List<Revision> withArrivals(List<Revision> there, List<Step> steps) {
        var all = new ArrayList<>(there);
        long createTxg = there.stream()
                .mapToLong(Revision::createTxg)
                .reduce(0, (a, b) -> Long.compareUnsigned(a, b) < 0 ? b : a);
        for (var step : steps) {
            var to = step.to();
            createTxg++;
            all.add(new Snapshot(to.name(), to.guid(), createTxg, to.creation()));
        }
        return all;
    }
}
