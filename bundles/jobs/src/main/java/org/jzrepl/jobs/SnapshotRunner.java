// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.snapshot.SnapshottingReport.Progress;
import org.jzrepl.api.snapshot.SnapshottingReport.State;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a job's snapshots when its policy says so, and wakes the job after each round, good or bad. The policy
/// only answers; waiting, listing and reporting happen here. Lives on one thread.
final class SnapshotRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRunner.class);
    private static final Duration WARNED_ABOUT = Duration.ofSeconds(1);

    private final JobName job;
    private final DatasetFilter filter;
    private final Part<Rhythm> rhythm;
    private final Context context;
    private final WallClock wall;
    private final Duration warnedAbout;
    private final Consumer<SnapshottingReport> reports;
    private List<Progress> progress = List.of();

    SnapshotRunner(
            JobName job,
            DatasetFilter filter,
            Part<Rhythm> rhythm,
            Context context,
            Consumer<SnapshottingReport> reports) {
        this.job = job;
        this.filter = filter;
        this.rhythm = rhythm;
        this.context = context;
        this.wall = WallClock.of(context.clock());
        this.warnedAbout = Environment.ofProcess().duration("ZREPL_SNAPPER_SYNCUP_WARN_MIN_DURATION", WARNED_ABOUT);
        this.reports = reports;
    }

    /// Runs until interrupted, or until the policy has nothing more to come.
    void run() throws InterruptedException {
        try (var _ = context.threads().span(Map.of("subsystem", "snapshot"))) {
            keepTaking();
        }
    }

    private void keepTaking() throws InterruptedException {
        report(State.WAITING, Optional.empty(), Optional.empty());
        var latest = syncUp();
        while (true) {
            var due = due(latest);
            if (due.isEmpty()) {
                return;
            }
            wall.sleepUntil(due.orElseThrow());
            var started = Optional.of(context.clock().instant());
            context.undertake(() -> round(started));
            latest = started;
        }
    }

    private void round(Optional<Instant> started) throws InterruptedException {
        var error = round();
        context.wakeup();
        var next = due(started);
        error.ifPresent(why -> LOG.atError().addKeyValue("err", why).log("snapshots failed"));
        int missed = missed(started.orElseThrow());
        report(error.isPresent() ? State.ERROR_WAIT : State.WAITING, next, error, missed);
    }

    /// How many rounds came due since `started` that nobody makes up for. A policy that counts from start to
    /// start has none: its next round follows at once.
    private int missed(Instant started) throws InterruptedException {
        try (var lease = rhythm.lease()) {
            var policy = lease.get().policy().filter(one -> !one.continuesRhythm());
            int count = policy.isEmpty()
                    ? 0
                    : count(policy.orElseThrow(), started, context.clock().instant());
            if (count > 0) {
                LOG.atWarn().addKeyValue("count", count).log("snapshots left out: the round before took too long");
            }
            return count;
        }
    }

    private static int count(SnapshotPolicy policy, Instant from, Instant to) {
        int count = 0;
        var last = from;
        for (var due = policy.due(last, Optional.of(last));
                due.filter(last::isBefore).filter(at -> !at.isAfter(to)).isPresent();
                due = policy.due(last, Optional.of(last))) {
            last = due.orElseThrow();
            count++;
        }
        return count;
    }

    private Optional<Instant> due(Optional<Instant> latest) throws InterruptedException {
        try (var lease = rhythm.lease()) {
            var now = context.clock().instant();
            return lease.get().policy().flatMap(policy -> policy.due(now, latest));
        }
    }

    /// The instant that the rhythm goes on from: that of the dataset whose next snapshot is due first.
    private Optional<Instant> syncUp() throws InterruptedException {
        try (var lease = rhythm.lease()) {
            var policy = lease.get().policy();
            if (policy.isEmpty() || !policy.orElseThrow().continuesRhythm()) {
                return Optional.empty();
            }
            var now = context.clock().instant();
            report(State.SYNC_UP, Optional.empty(), Optional.empty());
            try {
                var prefix = lease.get().names().orElseThrow().prefix();
                var from = SyncPoint.of(datasets(Scan.REVISIONS), prefix, now);
                var due = from.flatMap(start -> policy.orElseThrow().due(now, Optional.of(start.latest())));
                due.filter(at -> at.isAfter(now.plus(warnedAbout)))
                        .ifPresent(at -> warnAbout(from.orElseThrow().without(), at));
                report(State.SYNC_UP, due, Optional.empty());
                return from.map(SyncPoint::latest);
            } catch (ZfsException e) {
                var due = policy.orElseThrow().due(now, Optional.of(now));
                LOG.atError().addKeyValue("err", Reason.of(e)).log("cannot find when the latest snapshots were taken");
                report(State.SYNC_UP_ERROR_WAIT, due, Optional.of(e.getMessage()));
                return Optional.of(now);
            }
        }
    }

    private static void warnAbout(List<DatasetPath> without, Instant until) {
        without.forEach(path -> LOG.atWarn()
                .addKeyValue("fs", path)
                .addKeyValue("until", until)
                .log("filesystem has no snapshot yet and waits for the others' rhythm"));
    }

    /// What went wrong, if anything did.
    private Optional<String> round() throws InterruptedException {
        report(State.PLANNING, Optional.empty(), Optional.empty());
        try (var _ = context.threads().span(Map.of())) {
            return snapshot(datasets(Scan.NAMES).stream().map(Dataset::path).toList());
        } catch (ZfsException e) {
            return Optional.of(e.getMessage());
        }
    }

    private List<Dataset> datasets(Scan what) throws ZfsException, InterruptedException {
        try (var zfs = context.zfs().lease()) {
            return zfs.get().catalog().scan(filter.roots(), what).stream()
                    .filter(dataset -> filter.passes(dataset.path()))
                    .toList();
        }
    }

    private Optional<String> snapshot(List<DatasetPath> datasets) throws ZfsException, InterruptedException {
        try (var now = rhythm.lease();
                var hooks = LeasedHooks.of(now.get().hooks());
                var zfs = context.zfs().lease()) {
            hooks.warnAboutIdle(datasets);
            var names = now.get().names().orElseThrow();
            var round = new SnapshotRound(job, context, zfs.get().snapshots(), names, hooks, this::progress);
            return round.take(datasets);
        }
    }

    private void progress(List<Progress> now) {
        progress = now;
        report(State.SNAPSHOTTING, Optional.empty(), Optional.empty());
    }

    private void report(State state, Optional<Instant> until, Optional<String> error) {
        report(state, until, error, 0);
    }

    private void report(State state, Optional<Instant> until, Optional<String> error, int missed) {
        reports.accept(new SnapshottingReport(rhythm.type(), state, until, error, missed, progress));
    }

    /// Where a rhythm goes on: the oldest of the datasets' latest snapshots, and the datasets that have none.
    private record SyncPoint(Instant latest, List<DatasetPath> without) {
        /// Empty if no dataset has a snapshot with the prefix.
        static Optional<SyncPoint> of(List<Dataset> datasets, String prefix, Instant now) throws ZfsException {
            var latest = new ArrayList<Instant>();
            var without = new ArrayList<DatasetPath>();
            var fromTheFuture = new ArrayList<DatasetPath>();
            for (var dataset : datasets) {
                var newest = newest(dataset, prefix);
                if (newest.isEmpty()) {
                    without.add(dataset.path());
                } else if (newest.orElseThrow().isAfter(now)) {
                    fromTheFuture.add(dataset.path());
                } else {
                    latest.add(newest.orElseThrow());
                }
            }
            fromTheFuture.forEach(path -> LOG.atError()
                    .addKeyValue("fs", path)
                    .log("the latest snapshot is from the future: it does not count for the rhythm"));
            if (!fromTheFuture.isEmpty() && fromTheFuture.size() == datasets.size()) {
                throw new ZfsException(
                        "the latest snapshots of " + fromTheFuture + " are from the future: check the clock");
            }
            return latest.stream()
                    .min(Comparator.naturalOrder())
                    .map(oldest -> new SyncPoint(oldest, List.copyOf(without)));
        }

        private static Optional<Instant> newest(Dataset dataset, String prefix) {
            return dataset.revisions().reversed().stream()
                    .filter(revision -> revision instanceof Revision.Snapshot
                            && revision.name().startsWith(prefix))
                    .map(Revision::creation)
                    .findFirst();
        }
    }
}
