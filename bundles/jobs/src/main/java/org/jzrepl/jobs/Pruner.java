// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.prune.PruneReport.State;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Prunes one side: plans every filesystem first, then destroys exactly what the plans say. Used once, by one
/// thread.
final class Pruner {
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    private final JobName job;
    private final PruneSide side;
    private final Context context;
    private final Consumer<PruneReport> reports;
    private List<FilesystemReport> pending = List.of();
    private final List<FilesystemReport> completed = new ArrayList<>();

    Pruner(JobName job, PruneSide side, Context context, Consumer<PruneReport> reports) {
        this.job = job;
        this.side = side;
        this.context = context;
        this.reports = reports;
    }

    /// Where the snapshots are, and who knows what is replicated.
    interface History {
        /// The filesystems that have a counterpart; by their paths.
        List<DatasetPath> known() throws IOException, InterruptedException;

        /// Empty where nothing has been replicated yet.
        Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException;
    }

    void run(Endpoint target, History history, KeepRules rules) throws InterruptedException {
        report(State.PLAN, Optional.empty());
        try (var leased = rules.lease()) {
            plan(target, history, new PrunePlanner(side, leased.rules()));
        } catch (IOException | IllegalStateException e) {
            pending = List.of();
            LOG.atError()
                    .addKeyValue("prune_side", side.field())
                    .addKeyValue("err", e.getMessage())
                    .log("cannot plan pruning");
            report(State.PLAN_ERROR, Optional.of(String.valueOf(e.getMessage())));
            return;
        }
        execute(target);
    }

    private void plan(Endpoint target, History history, PrunePlanner planner) throws IOException, InterruptedException {
        var known = history.known();
        var filesystems = target.filesystems();
        var planned = new ArrayList<FilesystemReport>();
        for (var filesystem : filesystems) {
            planned.add(plan(filesystem, known.contains(filesystem.path()), target, history, planner));
        }
        planned.sort(Comparator.comparing(one -> one.plan().filesystem()));
        pending = List.copyOf(planned);
    }

    private static FilesystemReport plan(
            Filesystem filesystem, boolean known, Endpoint target, History history, PrunePlanner planner)
            throws InterruptedException {
        var nothing = new PrunePlan(filesystem.path(), List.of());
        if (filesystem.placeholder()) {
            return skipped(nothing, "filesystem is placeholder");
        }
        if (!known) {
            return skipped(nothing, "filesystem has no correspondence on sender");
        }
        try {
            var versions = target.revisions(filesystem.path());
            var cursor = history.cursor(filesystem.path());
            if (cursor.isPresent()) {
                return new FilesystemReport(
                        planner.plan(filesystem.path(), versions, cursor.orElseThrow()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
            }
            return failed(nothing, "no replication cursor: one replication must succeed before anything is pruned");
        } catch (IOException e) {
            return failed(nothing, e.getMessage());
        }
    }

    private static FilesystemReport skipped(PrunePlan plan, String reason) {
        return new FilesystemReport(plan, Optional.of(reason), Optional.empty(), List.of());
    }

    private static FilesystemReport failed(PrunePlan plan, String reason) {
        return new FilesystemReport(plan, Optional.empty(), Optional.of(reason), List.of());
    }

    private void execute(Endpoint target) throws InterruptedException {
        while (!pending.isEmpty()) {
            report(State.EXECUTE, Optional.empty());
            var next = pending.getFirst();
            pending = pending.subList(1, pending.size());
            completed.add(next.plan().victims().isEmpty() ? next : destroyed(target, next.plan()));
        }
        boolean failed = completed.stream().anyMatch(one -> one.error().isPresent());
        completed.stream().filter(one -> one.error().isPresent()).forEach(this::logFailure);
        report(failed ? State.EXECUTE_ERROR : State.DONE, Optional.empty());
    }

    private void logFailure(FilesystemReport failed) {
        LOG.atError()
                .addKeyValue("prune_side", side.field())
                .addKeyValue("fs", failed.plan().filesystem())
                .addKeyValue("err", failed.error().orElse(""))
                .log("cannot prune filesystem");
    }

    private FilesystemReport destroyed(Endpoint target, PrunePlan plan) throws InterruptedException {
        try {
            var outcomes = target.destroy(plan.filesystem(), plan.victims());
            var report = new FilesystemReport(plan, Optional.empty(), refusals(plan, outcomes), held(outcomes));
            long gone = outcomes.values().stream()
                    .filter(Destruction.Destroyed.class::isInstance)
                    .count();
            context.events()
                    .on(new Event.Pruned(
                            context.clock().instant(),
                            job,
                            plan.filesystem(),
                            (int) gone,
                            plan.verdicts().size() - (int) gone));
            LOG.atInfo()
                    .addKeyValue("prune_side", side.field())
                    .addKeyValue("fs", plan.filesystem())
                    .addKeyValue("destroyed", gone)
                    .addKeyValue("held", report.held().size())
                    .log("pruned filesystem");
            return report;
        } catch (IOException e) {
            return failed(plan, e.getMessage());
        }
    }

    private static List<String> held(Map<Revision, Destruction> outcomes) {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue() instanceof Destruction.Held)
                .map(outcome -> outcome.getKey().name())
                .sorted()
                .toList();
    }

    /// In the words of `configuration.md` 7.2.
    private static Optional<String> refusals(PrunePlan plan, Map<Revision, Destruction> outcomes) {
        var refused = new java.util.TreeMap<String, String>();
        for (var victim : plan.victims()) {
            var outcome = Optional.ofNullable(outcomes.get(victim));
            if (outcome.isEmpty()) {
                refused.put("@" + victim.name(), "the other side did not say what became of it");
            } else if (outcome.orElseThrow() instanceof Destruction.Refused(var reason)) {
                refused.put("@" + victim.name(), reason);
            }
        }
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        if (refused.values().stream().distinct().count() == 1) {
            return Optional.of("destroys failed " + String.join(", ", refused.keySet()) + ": "
                    + refused.firstEntry().getValue());
        }
        return Optional.of("destroys failed: "
                + refused.entrySet().stream()
                        .map(one -> "(" + one.getKey() + ": " + one.getValue() + ")")
                        .collect(Collectors.joining(", ")));
    }

    private void report(State state, Optional<String> error) {
        reports.accept(new PruneReport(state, error, pending, completed));
    }
}
