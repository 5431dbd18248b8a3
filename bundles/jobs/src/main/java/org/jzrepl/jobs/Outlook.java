// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.replication.Replicator;
import org.jzrepl.api.zfs.Zfs;

/// What a push or a pull would do, by the same planners as its run. Changes nothing.
///
/// A run prunes after it has replicated, with the cursors that are there then. So the pruning of a whole run is
/// planned on what both sides will have when its replication has gone well; asked for pruning alone, on what they
/// have.
record Outlook(Direction direction, ActiveSettings settings, Zfs here, Sender sender, Receiver receiver) {
    JobPlan of(Extent extent, Replicator replicator, boolean underWay) throws InterruptedException {
        return switch (extent) {
            case RUN -> ofRun(replicator, underWay);
            case PRUNING -> new JobPlan.Planned(underWay, Optional.empty(), pruning());
        };
    }

    private JobPlan ofRun(Replicator replicator, boolean underWay) throws InterruptedException {
        var replication = replicator.plan(sender, receiver, settings.replication());
        var then = new Foreseen(replication, new SendersHistory(sender));
        var pruned = List.of(
                dryRun(PruneSide.SENDER, filesystem -> then.liftsHolds(PruneSide.SENDER, filesystem))
                        .of(Stock.of(sender), then, settings.keepSender()),
                dryRun(PruneSide.RECEIVER, filesystem -> then.liftsHolds(PruneSide.RECEIVER, filesystem))
                        .of(then.received(Stock.of(receiver)), then, settings.keepReceiver()));
        return new JobPlan.Planned(underWay, Optional.of(replication), pruned);
    }

    private List<PrunePreview> pruning() throws InterruptedException {
        var history = new SendersHistory(sender);
        return List.of(
                dryRun(PruneSide.SENDER, _ -> false).of(Stock.of(sender), history, settings.keepSender()),
                dryRun(PruneSide.RECEIVER, _ -> false).of(Stock.of(receiver), history, settings.keepReceiver()));
    }

    private DryRun dryRun(PruneSide side, Predicate<DatasetPath> liftsHolds) {
        return new DryRun(side, direction.inspection(side, here, liftsHolds));
    }
}
