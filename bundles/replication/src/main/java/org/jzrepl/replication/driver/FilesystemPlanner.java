// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.Plan.Conflict;
import org.jzrepl.replication.planner.Continuation;
import org.jzrepl.replication.planner.Partial;
import org.jzrepl.replication.planner.Planner;
import org.jzrepl.replication.planner.Situation;

/// Plans filesystems with what both sides say, and with what an earlier attempt of the run left over.
record FilesystemPlanner(
        Sides sides,
        Planner planner,
        Estimates estimates,
        Map<DatasetPath, Filesystem> receiverHas,
        Map<DatasetPath, List<Step>> leftOver) {
    /// A plan and what it was made from. `discarded`: why a partial receive cannot go on, which the plan
    /// therefore does not count on.
    record Planned(Situation situation, Plan plan, Optional<String> discarded) {}

    /// Asks both sides, changing nothing, and where a partial receive cannot go on, plans as if there were none:
    /// the first receive will clear it.
    Planned plan(Filesystem filesystem) throws IOException, InterruptedException {
        var situation = situation(filesystem);
        var plan = planner.plan(situation);
        if (plan instanceof Conflict.DeadToken dead) {
            return again(situation, dead.reason());
        }
        if (plan instanceof Plan.Catchup(var steps)
                && steps.getFirst().resumeToken().isPresent()
                && estimates.refusesToken(steps.getFirst())) {
            return again(situation, "the sender does not accept its resume token");
        }
        return new Planned(situation, plan, Optional.empty());
    }

    /// What of the plan is to be done in this attempt; empty if it has nothing in common with what was left
    /// over.
    Optional<List<Step>> toDo(Filesystem filesystem, Plan plan) {
        var steps = plan instanceof Plan.Catchup(var all) ? all : List.<Step>of();
        return Continuation.of(leftOver.getOrDefault(filesystem.path(), List.of()), steps);
    }

    private Planned again(Situation situation, String reason) {
        return new Planned(situation, planner.plan(situation.withoutPartial()), Optional.of(reason));
    }

    private Situation situation(Filesystem filesystem) throws IOException, InterruptedException {
        var receiver = Optional.ofNullable(receiverHas.get(filesystem.path()));
        if (filesystem.placeholder()) {
            return new Situation(filesystem, List.of(), receiver, List.of(), new Partial.None());
        }
        var senderHas = sides.sender().revisions(filesystem.path());
        boolean isReal = receiver.isPresent() && !receiver.orElseThrow().placeholder();
        var theirs = isReal ? sides.receiver().revisions(filesystem.path()) : List.<Revision>of();
        return new Situation(
                filesystem, senderHas, receiver, theirs, Partial.of(receiver.flatMap(Filesystem::resumeToken)));
    }
}
