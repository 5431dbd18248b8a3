// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.replication.Replicator;
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
        var send = problems.attempt(() -> SendSettings.read(job));
        var rhythm = problems.attempt(() -> Rhythm.part(job, suppliers));
        var settings = problems.attempt(() -> ActiveSettings.read(job, suppliers));
        problems.check(job::done);
        problems.throwIfAny();
        var push = new Push(name, local, send.orElseThrow(), rhythm.orElseThrow());
        return new ActiveJob(name, push, settings.orElseThrow(), replicator);
    }
}
