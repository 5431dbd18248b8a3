// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.prune.PruneReport.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Prunes one side: plans every filesystem first, then destroys exactly what the plans say. Used once, by one
/// thread. How it ends is in the status before it is in the log, so that who follows the log finds it there.
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

    /// Who knows what is replicated.
    interface History {
        /// The filesystems that have a counterpart; by their paths.
        List<DatasetPath> known() throws IOException, InterruptedException;

        /// Empty where nothing has been replicated yet.
        Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException;
    }

    void run(Endpoint target, History history, KeepRules rules) throws InterruptedException {
        try (var _ = context.threads().span(Map.of("subsystem", "pruning", "prune_side", side.field()))) {
            prune(target, history, rules);
        }
    }

    private void prune(Endpoint target, History history, KeepRules rules) throws InterruptedException {
        report(State.PLAN, Optional.empty());
        try (var leased = rules.lease()) {
            LOG.atInfo()
                    .addKeyValue("rules", String.join(", ", leased.suppliers()))
                    .log("pruning");
            pending = List.copyOf(
                    new SidePlanner(new PrunePlanner(side, leased.rules())).plan(Stock.of(target), history));
        } catch (IOException | KeepRuleException e) {
            report(State.PLAN_ERROR, Optional.of(Reason.of(e)));
            LOG.atError().addKeyValue("err", Reason.of(e)).log("cannot plan pruning, so nothing is destroyed");
            return;
        }
        execute(target);
    }

    /// A filesystem stays in the list of pending ones until it is done. Those of which nothing goes make no
    /// picture of their own: each is as long as the side has filesystems.
    private void execute(Endpoint target) throws InterruptedException {
        var all = pending;
        for (int i = 0; i < all.size(); i++) {
            var next = all.get(i);
            pending = all.subList(i, all.size());
            if (next.plan().victims().isEmpty()) {
                completed.add(next);
            } else {
                report(State.EXECUTE, Optional.empty());
                completed.add(destroyed(target, next.plan()));
            }
        }
        pending = List.of();
        var failed = completed.stream().filter(one -> one.error().isPresent()).toList();
        report(failed.isEmpty() ? State.DONE : State.EXECUTE_ERROR, Optional.empty());
        failed.forEach(this::logFailure);
        LOG.atInfo()
                .addKeyValue("filesystems", completed.size())
                .addKeyValue("failed", failed.size())
                .log("pruning done");
    }

    private FilesystemReport destroyed(Endpoint target, PrunePlan plan) throws InterruptedException {
        try (var _ = context.threads().span(Map.of("fs", plan.filesystem()))) {
            var results = new DestroyResults(plan, target.destroy(plan.filesystem(), plan.victims()));
            int gone = results.destroyed();
            int kept = plan.verdicts().size() - gone;
            context.events().on(new Event.Pruned(context.clock().instant(), job, plan.filesystem(), gone, kept));
            LOG.atInfo()
                    .addKeyValue("destroyed", gone)
                    .addKeyValue("held", results.report().held().size())
                    .log("pruned filesystem");
            return results.report();
        } catch (IOException e) {
            return SidePlanner.failed(plan, Reason.of(e));
        }
    }

    private void logFailure(FilesystemReport failed) {
        LOG.atError()
                .addKeyValue("fs", failed.plan().filesystem())
                .addKeyValue("err", failed.error().orElse(""))
                .log("cannot prune filesystem");
    }

    private void report(State state, Optional<String> error) {
        reports.accept(new PruneReport(state, error, pending, completed));
    }
}
