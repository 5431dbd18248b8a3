// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.replication.Replicator;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Job type `push`.
@Component
@Supplies(kind = "job", type = "push")
public final class PushJobFactory implements JobFactory {
    private final LocalEndpoints local;
    private final Replicator replicator;

    @Activate
    public PushJobFactory(@Reference LocalEndpoints local, @Reference Replicator replicator) {
        this.local = local;
        this.replicator = replicator;
    }

    @Override
    public Job create(JobName name, Section job, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var send = problems.attempt(() -> send(job));
        var rhythm = problems.attempt(() -> Rhythm.part(job, suppliers));
        var connector = problems.attempt(() -> connector(job, suppliers));
        var replication = problems.attempt(() -> ReplicationSettings.read(job));
        var pruning = job.section("pruning");
        var keepSender = problems.attempt(() -> KeepRules.read(pruning, "keep_sender", true, suppliers));
        var keepReceiver = problems.attempt(() -> KeepRules.read(pruning, "keep_receiver", true, suppliers));
        problems.check(pruning::done);
        problems.check(job::done);
        problems.throwIfAny();
        var settings = new PushJob.Settings(
                send.orElseThrow(),
                rhythm.orElseThrow(),
                connector.orElseThrow(),
                suppliers.part(RemoteEndpoints.class, connector.orElseThrow().type()),
                replication.orElseThrow(),
                keepSender.orElseThrow(),
                keepReceiver.orElseThrow());
        return new PushJob(name, settings, local, replicator);
    }

    /// Both keys are read, whatever is wrong with one of them.
    private static SendOptions send(Section job) throws ConfigException {
        var problems = new Problems();
        var filter = problems.attempt(() -> Filters.read(job));
        var send =
                problems.attempt(() -> SendSettings.read(job, filter.orElse(org.jzrepl.api.dataset.DatasetFilter.ALL)));
        problems.throwIfAny();
        return send.orElseThrow();
    }

    private static Part<Connector> connector(Section job, Suppliers suppliers) throws ConfigException {
        if (!job.has("connect")) {
            throw job.wrong("connect", "is missing");
        }
        return suppliers.part(Transport.class, job.section("connect"), Transport::connector);
    }
}
