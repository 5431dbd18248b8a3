// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.snapshot.SnapshottingReport.Outcome;
import org.jzrepl.api.snapshot.SnapshottingReport.Progress;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round of snapshots: datasets without hooks all at once, under one name and in one transaction group of
/// their pool; then those with hooks, each alone between its hooks and under a name of its own. Used once, by
/// one thread.
final class SnapshotRound {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRound.class);

    /// In characters. A hook that fails for thousands of filesystems, with much to say, must not fill the heap.
    private static final long LOT_TO_KEEP = 16 << 20;

    private static final int STILL_KEPT = 1 << 12;

    private final JobName job;
    private final Context context;
    private final ZfsSnapshots zfs;
    private final SnapshotNames names;
    private final LeasedHooks hooks;
    private final Consumer<List<Progress>> reports;
    private final TreeMap<DatasetPath, Progress> progress = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long said;

    SnapshotRound(
            JobName job,
            Context context,
            ZfsSnapshots zfs,
            SnapshotNames names,
            LeasedHooks hooks,
            Consumer<List<Progress>> reports) {
        this.job = job;
        this.context = context;
        this.zfs = zfs;
        this.names = names;
        this.hooks = hooks;
        this.reports = reports;
    }

    /// What went wrong, if anything did.
    Optional<String> take(List<DatasetPath> datasets) throws InterruptedException {
        datasets.forEach(path -> put(path, Outcome.PENDING, "", Optional.empty()));
        takeTogether(
                datasets.stream().filter(path -> hooks.hooksOf(path).isEmpty()).toList());
        for (var path : datasets) {
            if (!hooks.hooksOf(path).isEmpty()) {
                takeAlone(path);
            }
        }
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
    }

    private void takeTogether(List<DatasetPath> datasets) throws InterruptedException {
        if (datasets.isEmpty()) {
            return;
        }
        var started = context.clock().instant();
        var name = names.at(started);
        datasets.forEach(path -> put(path, Outcome.STARTED, name, Optional.of(started)));
        report();
        try {
            zfs.create(datasets, name).forEach((path, creation) -> ended(path, name, started, creation));
        } catch (ZfsException e) {
            failures.add(e.getMessage());
            datasets.forEach(path -> ended(path, Outcome.FAILED, name, started, "", false));
        }
        report();
    }

    private void ended(DatasetPath path, String name, Instant started, Creation creation) {
        switch (creation) {
            case Creation.Created _ -> {
                ended(path, Outcome.DONE, name, started, "", false);
                taken(path, name);
            }
            case Creation.Refused(var reason) -> {
                failures.add("snapshot " + path + "@" + name + " refused: " + reason);
                ended(path, Outcome.FAILED, name, started, "", false);
            }
        }
    }

    private void takeAlone(DatasetPath path) throws InterruptedException {
        var started = context.clock().instant();
        var name = names.at(started);
        put(path, Outcome.STARTED, name, Optional.of(started));
        report();
        var steps = new HookSteps(hooks.hooksOf(path), context.clock(), now -> {
            put(path, Outcome.STARTED, name, Optional.of(started), now.table(mostSaid()), now.failed());
            report();
        });
        try (var _ = context.threads().span(Map.of("fs", path))) {
            steps.run(path, name, () -> create(path, name));
            if (steps.failed()) {
                LOG.atError()
                        .addKeyValue("snap", name)
                        .addKeyValue("err", steps.failures())
                        .log("hooks or snapshot failed");
                failures.add("snapshot " + path + "@" + name + ": " + steps.failures());
            }
        } finally {
            var outcome = steps.failed() || !steps.taken() ? Outcome.FAILED : Outcome.DONE;
            var table = steps.table(mostSaid());
            said += table.length();
            ended(path, outcome, name, started, table, steps.failed());
            report();
        }
    }

    private void create(DatasetPath path, String name) throws IOException, InterruptedException {
        if (zfs.create(List.of(path), name).get(path) instanceof Creation.Refused(var reason)) {
            throw new ZfsException("snapshot error: " + reason);
        }
        taken(path, name);
    }

    private void taken(DatasetPath path, String name) {
        context.events().on(new Event.SnapshotTaken(context.clock().instant(), job, path, name));
    }

    /// Of each further failure: all that its hook has kept, until the round has kept a lot.
    private int mostSaid() {
        return said < LOT_TO_KEEP ? Integer.MAX_VALUE : STILL_KEPT;
    }

    private void put(DatasetPath path, Outcome outcome, String name, Optional<Instant> started) {
        put(path, outcome, name, started, "", false);
    }

    private void put(
            DatasetPath path,
            Outcome outcome,
            String name,
            Optional<Instant> started,
            String table,
            boolean hooksFailed) {
        progress.put(path, new Progress(path, outcome, name, started, Optional.empty(), table, hooksFailed));
    }

    private void ended(
            DatasetPath path, Outcome outcome, String name, Instant started, String table, boolean hooksFailed) {
        var finished = Optional.of(context.clock().instant());
        progress.put(path, new Progress(path, outcome, name, Optional.of(started), finished, table, hooksFailed));
    }

    private void report() {
        reports.accept(List.copyOf(progress.values()));
    }
}
