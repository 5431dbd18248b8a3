// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.replication.local.OnDiskNames;
import org.jzrepl.replication.local.OnDiskNames.Kind;
import org.jzrepl.replication.planner.Situation;

/// Tells both sides what the receiver has already, where an earlier run was cut off between the end of a receive
/// and the end of its step: the receiver protects its newest snapshot, and the sender moves the cursor there and
/// lifts the protection of steps that are over. Without it a dataset without new snapshots would keep them, and a
/// pruner would work with an old cursor.
///
/// What the sender still has to do shows in its bookmarks; a sender of this daemon also looks at its holds, which
/// costs it nothing.
record Confirmation(Sides sides, Guarantee guarantee) {
    /// How the newest common snapshot came is not known any more: the stronger guarantee counts.
    static Confirmation of(Sides sides, Protection protection) {
        var later = protection.of(true);
        return new Confirmation(sides, later == Guarantee.NOTHING ? protection.of(false) : later);
    }

    /// Before the plan is carried out. A step that is to be resumed keeps its protection.
    void confirm(Situation situation, Plan plan) throws IOException, InterruptedException {
        var newest = newest(plan);
        if (newest.isPresent()) {
            confirm(situation, newest.orElseThrow().guid(), plan instanceof Plan.UpToDate);
        }
    }

    private static Optional<Revision> newest(Plan plan) {
        return switch (plan) {
            case Plan.UpToDate(var common) -> Optional.of(common);
            case Plan.Catchup(var steps)
            when steps.getFirst().resumeToken().isEmpty() -> steps.getFirst().from();
            case Plan.Catchup _, Plan.Placeholder _, Plan.Conflict _ -> Optional.empty();
        };
    }

    private void confirm(Situation situation, Guid newest, boolean isAll) throws IOException, InterruptedException {
        var path = situation.sender().path();
        var cursor = sides.sender().cursor(path);
        var marks = marksByJob(path, situation.senderHas()).values();
        // where no guarantee is asked for, a cursor of former times is kept up, and none is made
        var wanted = guarantee == Guarantee.NOTHING && cursor.isPresent() ? Guarantee.INCREMENTAL : guarantee;
        boolean isSettled = switch (wanted) {
            case NOTHING -> marks.stream().noneMatch(one -> one.containsKey(Kind.TENTATIVE_CURSOR));
            case INCREMENTAL, RESUMABILITY ->
                cursor.filter(newest::equals).isPresent() && marks.stream().allMatch(one -> isTidy(one, newest));
        };
        if (!isSettled && wanted != Guarantee.NOTHING) {
            var received = snapshot(newest, situation.receiverHas());
            if (received.isPresent()) {
                sides.receiver().completed(step(path, received.orElseThrow(), wanted));
            }
        }
        var sent = snapshot(newest, situation.senderHas());
        if (sent.isPresent() && (!isSettled || sides.sender().isHere() && isAll)) {
            sides.sender().completed(step(path, sent.orElseThrow(), wanted));
        }
    }

    private static Optional<Revision.Snapshot> snapshot(Guid guid, List<Revision> history) {
        return history.stream()
                .filter(revision -> revision.guid().equals(guid))
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision.Snapshot.class::cast)
                .findFirst();
    }

    private static Step step(DatasetPath path, Revision.Snapshot to, Guarantee guarantee) {
        return new Step(path, Optional.empty(), to, Optional.empty(), new Protection(guarantee, guarantee));
    }

    /// Whether a job that has its cursor there has nothing else. Which of several jobs is the sender's own
    /// only it knows; those with a cursor elsewhere are not.
    private static boolean isTidy(Map<Kind, Set<Guid>> marks, Guid newest) {
        return !marks.getOrDefault(Kind.CURSOR, Set.of()).contains(newest)
                || marks.equals(Map.of(Kind.CURSOR, Set.of(newest)));
    }

    private static Map<JobName, Map<Kind, Set<Guid>>> marksByJob(DatasetPath path, List<Revision> senderHas) {
        var marksByJob = new HashMap<JobName, Map<Kind, Set<Guid>>>();
        for (var revision : senderHas) {
            if (revision instanceof Revision.Bookmark bookmark) {
                OnDiskNames.ofBookmark(path, bookmark)
                        .ifPresent(anchor -> anchor.job()
                                .ifPresent(job -> marksByJob
                                        .computeIfAbsent(job, _ -> new EnumMap<>(Kind.class))
                                        .computeIfAbsent(anchor.kind(), _ -> new HashSet<>())
                                        .add(bookmark.guid())));
            }
        }
        return marksByJob;
    }
}
