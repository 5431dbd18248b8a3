// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.job.Rehearsal.Pruning;
import org.jzrepl.api.job.Rehearsal.Snapshots;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsModel;
import org.jzrepl.simulate.Counts.Point;
import org.jzrepl.simulate.Replica.ConflictException;

/// Lets a job take its snapshots, replicate and prune on a clock that jumps from one event to the next. Used
/// once, by one thread.
final class Simulation {
    private static final String RECEIVER = "receiver";

    private final Scenario scenario;
    private final Period period;
    private final VirtualClock clock;
    private final Stand sender;
    private final Stand receiver;
    private final Map<DatasetPath, Replica> replicas = new TreeMap<>();
    private final Troubles troubles = new Troubles();
    private final Counts rows;
    private final Counts curve;
    private Optional<Instant> latestRound = Optional.empty();
    private long taken;

    Simulation(Scenario scenario, Period period, ZfsModel model) throws ZfsException, InterruptedException {
        this.scenario = scenario;
        this.period = period;
        clock = new VirtualClock(period.from());
        boolean replicates = scenario.own().replication().isPresent();
        sender = new Stand(replicates ? "sender" : "snapshots", model.pools(clock));
        receiver = new Stand(RECEIVER, model.pools(clock));
        for (var entry : new TreeMap<>(scenario.beginning().sender()).entrySet()) {
            begin(entry.getKey(), entry.getValue());
        }
        rows = new Counts(period.rows(), point());
        curve = new Counts(period.steps(), point());
    }

    private void begin(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException, InterruptedException {
        sender.add(dataset, snapshots);
        var options = scenario.own().replication();
        if (options.isPresent()) {
            var there = scenario.beginning().receiver().getOrDefault(dataset, List.of());
            if (!there.isEmpty()) {
                receiver.add(dataset, there);
            }
            var replica = new Replica(dataset, options.orElseThrow());
            replica.begin(sender.revisions(dataset), there);
            replicas.put(dataset, replica);
        }
    }

    /// Told how much of the period is over.
    @FunctionalInterface
    interface Watcher {
        void at(double part);
    }

    /// @throws IOException if the policy does not let time go on
    Outcome run(Watcher watcher) throws IOException, InterruptedException {
        var policy = scenario.snapshots();
        latestRound = policy.flatMap(this::syncPoint);
        var nextRound = policy.flatMap(this::due);
        var nextRun = scenario.own().interval().map(period.from()::plus);
        while (true) {
            var now = earlier(nextRound, nextRun);
            if (now.isEmpty() || !now.orElseThrow().isBefore(period.until())) {
                return outcome();
            }
            clock.set(now.orElseThrow());
            if (nextRound.equals(now)) {
                round(policy.orElseThrow());
                nextRound = after(now.orElseThrow(), policy.flatMap(this::due));
            }
            if (nextRun.equals(now) || scenario.own().interval().isEmpty()) {
                work();
                nextRun = scenario.own().interval().map(now.orElseThrow()::plus);
            }
            rows.changed(point());
            curve.changed(point());
            watcher.at((double) Duration.between(period.from(), clock.instant()).toSeconds()
                    / period.length().toSeconds());
            if (Thread.interrupted()) {
                throw new InterruptedException("asked to stop");
            }
        }
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(a -> other.map(b -> a.isBefore(b) ? a : b))
                .or(() -> one)
                .or(() -> other);
    }

    private static Optional<Instant> after(Instant round, Optional<Instant> next) throws IOException {
        if (next.filter(due -> !due.isAfter(round)).isPresent()) {
            throw new IOException("the snapshot policy comes due again at once, at " + round + ", for ever");
        }
        return next;
    }

    /// When the next round is; at once if that is over already.
    private Optional<Instant> due(Snapshots snapshots) {
        return snapshots
                .policy()
                .due(clock.instant(), latestRound)
                .map(due -> due.isBefore(clock.instant()) ? clock.instant() : due);
    }

    /// The instant that the rhythm goes on from: as a daemon that starts, that of the dataset whose next
    /// snapshot is due first.
    private Optional<Instant> syncPoint(Snapshots snapshots) {
        if (!snapshots.policy().continuesRhythm()) {
            return Optional.empty();
        }
        return scenario.beginning().sender().values().stream()
                .flatMap(history -> history.reversed().stream()
                        .filter(one -> one.name().startsWith(snapshots.prefix()))
                        .map(Snapshot::creation)
                        .findFirst()
                        .stream())
                .min(Instant::compareTo);
    }

    private void round(Snapshots snapshots) throws ZfsException, InterruptedException {
        taken += sender.take(snapshots.names().at(clock.instant()), this::trouble);
        latestRound = Optional.of(clock.instant());
        for (var pruning : scenario.afterRounds()) {
            sender.prune(pruning, Map.of(), this::trouble);
        }
    }

    /// What the job does when it is woken. A receiver that cannot be reached is not pruned either.
    private void work() throws ZfsException, InterruptedException {
        boolean reachable = period.isReachable(clock.instant());
        if (reachable) {
            for (var replica : replicas.entrySet()) {
                replicate(replica.getKey(), replica.getValue());
            }
        }
        var cursors = new HashMap<DatasetPath, Optional<Guid>>();
        replicas.forEach((dataset, replica) -> cursors.put(dataset, replica.cursor()));
        for (var pruning : scenario.own().pruning()) {
            prune(pruning, cursors, reachable);
        }
    }

    private void prune(Pruning pruning, Map<DatasetPath, Optional<Guid>> cursors, boolean reachable)
            throws ZfsException, InterruptedException {
        if (!pruning.side().equals(RECEIVER)) {
            sender.prune(pruning, cursors, this::trouble);
        } else if (reachable) {
            receiver.prune(pruning, cursors, this::trouble);
        }
    }

    private void replicate(DatasetPath dataset, Replica replica) throws ZfsException, InterruptedException {
        try {
            List<Revision> here = sender.revisions(dataset);
            var sent = replica.send(here);
            if (!sent.isEmpty()) {
                receiver.add(dataset, sent);
            }
        } catch (ConflictException e) {
            trouble(e.getMessage());
        }
    }

    private void trouble(String text) {
        troubles.add(text, clock.instant());
    }

    private Point point() {
        return new Point(clock.instant(), sender.count(), receiver.count());
    }

    private Outcome outcome() throws ZfsException, InterruptedException {
        Optional<ReplicationOptions> replication = scenario.own().replication();
        return new Outcome(
                scenario.file(),
                scenario.job(),
                scenario.type(),
                scenario.beginning().sender().keySet().stream()
                        .sorted()
                        .map(DatasetPath::toString)
                        .toList(),
                period,
                taken,
                sender.outcome(),
                replication.isPresent() ? Optional.of(receiver.outcome()) : Optional.empty(),
                rows.all(),
                curve.all(),
                troubles.all(),
                scenario.remarks());
    }
}
