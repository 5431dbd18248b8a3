// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.replication.driver.FilesystemPlanner.Planned;
import org.jzrepl.replication.planner.Planner;

/// Plans a run without carrying it out: what the first attempt would begin with.
record Forecast(Sides sides, ReplicationOptions options, Threads threads) {
    ReplicationPlan plan() throws InterruptedException {
        try {
            var senderHas = Attempt.byPath(sides.sender().filesystems());
            var receiverHas = Attempt.byPath(sides.receiver().filesystems());
            var estimates = new Estimates(sides.sender(), threads, options.estimateConcurrency());
            var planner = new FilesystemPlanner(
                    sides, new Planner(options.initial(), options.protection()), estimates, receiverHas, Map.of());
            var plans = new TreeMap<DatasetPath, FilesystemPlan>();
            for (var filesystem : senderHas.values()) { // ordered: ancestors come first
                var plan = plan(filesystem, planner, estimates);
                plans.put(filesystem.path(), blocked(plan, Attempt.ancestors(filesystem.path(), plans)));
            }
            return new ReplicationPlan(Optional.empty(), List.copyOf(plans.values()));
        } catch (IOException e) {
            return new ReplicationPlan(Optional.of(FilesystemRun.sentence(e)), List.of());
        }
    }

    private FilesystemPlan plan(Filesystem filesystem, FilesystemPlanner planner, Estimates estimates)
            throws InterruptedException {
        var plan = Optional.<Plan>empty();
        var notes = List.<String>of();
        try {
            var planned = planner.plan(filesystem);
            plan = Optional.of(planned.plan());
            notes = notes(planned);
            var cursor = new CursorAfter(sides, options.protection()).of(planned);
            return new FilesystemPlan(
                    filesystem.path(), plan, sizes(planned.plan(), estimates), notes, Optional.empty(), cursor);
        } catch (IOException e) {
            return failed(filesystem.path(), plan, notes, FilesystemRun.sentence(e));
        }
    }

    /// A run gives such a filesystem up, as it does its ancestor.
    private static FilesystemPlan blocked(FilesystemPlan plan, List<FilesystemPlan> ancestors) {
        if (plan.steps().isEmpty() || plan.steps().getFirst().from().isPresent()) {
            return plan;
        }
        return ancestors.stream()
                .filter(one -> one.error().isPresent() || one.plan().orElse(null) instanceof Plan.Conflict)
                .findFirst()
                .map(culprit ->
                        failed(plan.path(), plan.plan(), plan.notes(), FilesystemRun.withoutAncestor(culprit.path())))
                .orElse(plan);
    }

    private static FilesystemPlan failed(DatasetPath path, Optional<Plan> plan, List<String> notes, String error) {
        return new FilesystemPlan(path, plan, List.of(), notes, Optional.of(error), Optional.<Guid>empty());
    }

    private static List<OptionalLong> sizes(Plan plan, Estimates estimates) throws IOException, InterruptedException {
        return plan instanceof Plan.Catchup(var steps) ? estimates.of(steps) : List.of();
    }

    private static List<String> notes(Planned planned) {
        var notes = new ArrayList<String>();
        planned.discarded().ifPresent(reason -> notes.add("a partial receive will be cleared: " + reason));
        if (planned.plan() instanceof Plan.Catchup(var steps)) {
            note(steps.getFirst(), planned).ifPresent(notes::add);
        }
        return notes;
    }

    private static Optional<String> note(Step first, Planned planned) {
        if (first.resumeToken().isPresent()) {
            return Optional.of("goes on with a partial receive");
        }
        if (first.from().filter(Revision.Bookmark.class::isInstance).isPresent()) {
            return Optional.of("from a bookmark, since the sender no longer has the snapshot");
        }
        if (first.from().isPresent()) {
            return Optional.empty();
        }
        return Optional.of("in full, since the receiver "
                + planned.situation()
                        .receiver()
                        .map(there -> there.placeholder() ? "has but a placeholder for it" : "has no snapshot of it")
                        .orElse("does not have it"));
    }
}
