// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
            var plans = new ArrayList<FilesystemPlan>();
            for (var filesystem : senderHas.values()) {
                plans.add(plan(filesystem, planner, estimates));
            }
            return new ReplicationPlan(Optional.empty(), plans);
        } catch (IOException e) {
            return new ReplicationPlan(Optional.of(FilesystemRun.sentence(e)), List.of());
        }
    }

    private static FilesystemPlan plan(Filesystem filesystem, FilesystemPlanner planner, Estimates estimates)
            throws InterruptedException {
        Planned planned;
        try {
            planned = planner.plan(filesystem);
        } catch (IOException e) {
            return new FilesystemPlan(
                    filesystem.path(), Optional.empty(), List.of(), List.of(), Optional.of(FilesystemRun.sentence(e)));
        }
        var plan = Optional.of(planned.plan());
        var notes = notes(planned);
        try {
            return new FilesystemPlan(
                    filesystem.path(), plan, sizes(planned.plan(), estimates), notes, Optional.empty());
        } catch (IOException e) {
            return new FilesystemPlan(
                    filesystem.path(), plan, List.of(), notes, Optional.of(FilesystemRun.sentence(e)));
        }
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
