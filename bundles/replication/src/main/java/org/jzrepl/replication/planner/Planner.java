// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.Plan.Conflict;
import org.jzrepl.api.replication.Replicator.Initial;

/// Decides what to send of one filesystem. Pure: it asks nobody and changes nothing (`replication-and-zfs.md` 4.2
/// to 4.4).
///
/// Only GUIDs decide what both sides have; names, times and transaction groups of the two pools are never
/// compared.
public record Planner(Initial initial, Protection protection) {
    public Plan plan(Situation situation) {
        if (situation.sender().placeholder()) {
            return situation.receiverIsReal() ? new Conflict.PlaceholderMismatch() : new Plan.Placeholder();
        }
        if (situation.senderHas().isEmpty()) {
            return new Conflict.NothingToSend();
        }
        var sender = sorted(situation.senderHas());
        return switch (situation.partial()) {
            case Partial.None() -> catchUp(situation, sender);
            case Partial.Unreadable(var reason) -> new Conflict.DeadToken(reason);
            case Partial.Resumable(var token) ->
                switch (Resumption.of(token, sender)) {
                    case Resumption.Dead(var reason) -> new Conflict.DeadToken(reason);
                    case Resumption.Alive(var from, var to) -> resume(situation.path(), from, to, token.text(), sender);
                };
        };
    }

    private Plan resume(DatasetPath path, Optional<Revision> from, Snapshot to, String token, List<Revision> sender) {
        var steps = new ArrayList<Step>();
        steps.add(new Step(path, from, to, Optional.of(token), protection));
        steps.addAll(steps(path, to, sender.subList(sender.indexOf(to) + 1, sender.size())));
        return new Plan.Catchup(steps);
    }

    private Plan catchUp(Situation situation, List<Revision> sender) {
        // A bookmark on the receiver cannot be sent from and does not block a receive, so it is not part of its
        // history.
        var receiver = situation.receiverIsReal() ? snapshots(sorted(situation.receiverHas())) : List.<Snapshot>of();
        if (receiver.isEmpty()) {
            return begin(situation.path(), sender);
        }
        return Common.of(sender, receiver)
                .map(common -> goOn(situation.path(), common, sender, receiver))
                .orElseGet(() -> new Conflict.NoCommonAncestor(sender, List.copyOf(receiver)));
    }

    private Plan goOn(DatasetPath path, Common common, List<Revision> sender, List<Snapshot> receiver) {
        var base = sender.get(common.sender());
        var senderOnly = sender.subList(common.sender() + 1, sender.size());
        if (common.receiver() < receiver.size() - 1) {
            return new Conflict.Diverged(
                    base,
                    List.copyOf(senderOnly),
                    List.copyOf(receiver.subList(common.receiver() + 1, receiver.size())));
        }
        var steps = steps(path, base, senderOnly);
        return steps.isEmpty() ? new Plan.UpToDate(base) : new Plan.Catchup(steps);
    }

    /// Nothing is there yet.
    private Plan begin(DatasetPath path, List<Revision> sender) {
        if (initial == Initial.FAIL) {
            return new Conflict.InitialDisabled();
        }
        var snapshots = snapshots(sender);
        if (snapshots.isEmpty()) {
            return new Conflict.NothingToSend();
        }
        var first = initial == Initial.ALL ? snapshots.getFirst() : snapshots.getLast();
        var steps = new ArrayList<Step>();
        steps.add(new Step(path, Optional.empty(), first, Optional.empty(), protection));
        steps.addAll(steps(path, first, sender.subList(sender.indexOf(first) + 1, sender.size())));
        return new Plan.Catchup(steps);
    }

    /// From `base` through each of the snapshots that follow it, one by one.
    private List<Step> steps(DatasetPath path, Revision base, List<Revision> later) {
        var steps = new ArrayList<Step>();
        var from = base;
        for (var revision : later) {
            if (revision instanceof Snapshot to && !to.guid().equals(from.guid())) {
                steps.add(new Step(path, Optional.of(from), to, Optional.empty(), protection));
                from = to;
            }
        }
        return steps;
    }

    private static List<Revision> sorted(List<Revision> revisions) {
        return revisions.stream().sorted(Revision.BY_AGE).toList();
    }

    private static List<Snapshot> snapshots(List<Revision> revisions) {
        return revisions.stream()
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .toList();
    }
}
