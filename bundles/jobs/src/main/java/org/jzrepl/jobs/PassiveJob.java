// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens, and hands each client what is offered.
final class PassiveJob implements Job, RemoteEndpoints.Guests {
    private static final Logger LOG = LoggerFactory.getLogger(PassiveJob.class);

    private final JobName name;
    private final Offer offer;
    private final PassiveSettings settings;
    private final List<ClientIdentity> connected = new ArrayList<>(); // guarded by this
    private Optional<SnapshottingReport> snapshotting = Optional.empty(); // guarded by this
    private Optional<String> problem = Optional.empty(); // guarded by this

    PassiveJob(JobName name, Offer offer, PassiveSettings settings) {
        this.name = name;
        this.offer = offer;
        this.settings = settings;
    }

    @Override
    public JobName name() {
        return name;
    }

    @Override
    public Optional<DatasetFilter> filesystems() {
        return offer.filesystems();
    }

    @Override
    public Optional<Rehearsal> rehearse() throws IOException {
        return offer.rehearse();
    }

    @Override
    public synchronized JobStatus status() {
        return new JobStatus.Passive(connected.stream().sorted().toList(), snapshotting, problem);
    }

    @Override
    public JobPlan plan(Context context, JobPlan.Extent extent) {
        return new JobPlan.Unplannable("job \"" + name
                + "\" waits for others: what is sent to and from it, and what is pruned on its side, are the plans of the"
                + " jobs that connect to it");
    }

    /// If it cannot listen, what else it does goes on, as does the rest of the daemon.
    @Override
    public void run(Context context) throws InterruptedException {
        problem(Optional.empty());
        var besides = context.threads().start("snapshots of " + name, () -> offer.besides(context, this::snapshotting));
        try (var _ = new Companion(besides)) {
            if (!serve(context)) {
                besides.join();
            }
        }
    }

    /// False when the listener is broken, or never was one. True when it was closed, since the job is to end,
    /// and the last of those that were let in has left.
    private boolean serve(Context context) throws InterruptedException {
        try (var endpoints = settings.endpoints().lease();
                var listener = context.listen(settings.binding());
                var _ = context.threads().span(Map.of("subsystem", "endpoint"));
                var serving = endpoints.get().serving(client -> offer.to(client, context.zfs()), this)) {
            LOG.info("listening");
            serving.serve(listener);
            awaitNobody();
            return true;
        } catch (IOException e) {
            problem(Optional.of(Reason.of(e)));
            LOG.atError().addKeyValue("err", Reason.of(e)).log("cannot listen");
            return false;
        }
    }

    private synchronized void awaitNobody() throws InterruptedException {
        while (!connected.isEmpty()) {
            wait();
        }
    }

    @Override
    public synchronized void came(ClientIdentity identity) {
        connected.add(identity);
    }

    @Override
    public synchronized void went(ClientIdentity identity) {
        connected.remove(identity);
        notifyAll();
    }

    private synchronized void snapshotting(SnapshottingReport report) {
        snapshotting = Optional.of(report);
    }

    private synchronized void problem(Optional<String> now) {
        problem = now;
    }
}
