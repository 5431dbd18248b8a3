// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.Replicator;
import org.jzrepl.api.zfs.Zfs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replicates from one side to the other whenever it is woken, and prunes both.
final class ActiveJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveJob.class);
    private static final Duration LONG = Duration.ofDays(1);

    private final JobName name;
    private final Direction direction;
    private final ActiveSettings settings;
    private final Replicator replicator;
    private final ActiveStatus status = new ActiveStatus();

    ActiveJob(JobName name, Direction direction, ActiveSettings settings, Replicator replicator) {
        this.name = name;
        this.direction = direction;
        this.settings = settings;
        this.replicator = replicator;
    }

    @Override
    public JobName name() {
        return name;
    }

    @Override
    public Optional<DatasetFilter> filesystems() {
        return direction.filesystems();
    }

    @Override
    public Optional<Rehearsal> rehearse() throws IOException {
        return Optional.of(direction.rehearse(settings));
    }

    @Override
    public JobStatus status() {
        return status.now();
    }

    /// Where it was interrupted and starts again, nothing of what the status said is under way.
    @Override
    public void run(Context context) throws InterruptedException {
        status.phase(Phase.WAITING);
        var waking = context.threads().start("waking of " + name, () -> direction.wake(context, status));
        try (var _ = new Companion(waking)) {
            while (true) {
                if (context.awaitWakeup(LONG) && !context.invoke(() -> invocation(context))) {
                    LOG.info("invocation was reset");
                }
                status.phase(Phase.WAITING);
            }
        }
    }

    private void invocation(Context context) throws InterruptedException {
        status.begin();
        onBothSides(context, (_, sender, receiver) -> {
            run(sender, receiver, context);
            return status.now();
        });
    }

    /// Beside a run it works on sides of its own.
    @Override
    public JobPlan plan(Context context, JobPlan.Extent extent) throws InterruptedException {
        boolean underWay = status.now().phase() != Phase.WAITING;
        return onBothSides(
                context,
                (here, sender, receiver) ->
                        new Outlook(direction, settings, here, sender, receiver).of(extent, replicator, underWay));
    }

    private interface Work<T> {
        T on(Zfs here, Sender sender, Receiver receiver) throws InterruptedException;
    }

    private <T> T onBothSides(Context context, Work<T> work) throws InterruptedException {
        try (var zfs = context.zfs().lease();
                var connector = settings.connector().lease();
                var endpoints = settings.endpoints().lease()) {
            var there = new Direction.There(endpoints.get(), connector.get());
            var sender = direction.sender(zfs.get(), there);
            var receiver = direction.receiver(zfs.get(), there);
            try (var _ = new Closing(sender);
                    var _ = new Closing(receiver)) {
                return work.on(zfs.get(), sender, receiver);
            }
        }
    }

    private void run(Sender sender, Receiver receiver, Context context) throws InterruptedException {
        try (var _ = context.threads().span(Map.of("subsystem", "repl"))) {
            replicate(sender, receiver);
        }
        status.phase(Phase.PRUNING_SENDER);
        var history = new SendersHistory(sender);
        new Pruner(name, PruneSide.SENDER, context, status::sender).run(sender, history, settings.keepSender());
        status.phase(Phase.PRUNING_RECEIVER);
        new Pruner(name, PruneSide.RECEIVER, context, status::receiver).run(receiver, history, settings.keepReceiver());
        status.phase(Phase.DONE);
    }

    private void replicate(Sender sender, Receiver receiver) throws InterruptedException {
        var report = replicator.replicate(sender, receiver, settings.replication(), status::replication);
        status.replication(report);
        log(report);
    }

    private static void log(ReplicationReport report) {
        int failed = report.failedFilesystems();
        int all = report.attempts().isEmpty()
                ? 0
                : report.attempts().getLast().filesystems().size();
        if (failed == 0) {
            LOG.atInfo().addKeyValue("filesystems", all).log("replication done");
        } else {
            LOG.atError()
                    .addKeyValue("filesystems", all)
                    .addKeyValue("failed", failed)
                    .log("replication failed in part");
        }
    }
}
