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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Job type `sink`.
@Component
@Supplies(kind = "job", type = "sink")
public final class SinkJobFactory implements JobFactory {
    private final LocalEndpoints local;

    @Activate
    public SinkJobFactory(@Reference LocalEndpoints local) {
        this.local = local;
    }

    @Override
    public Job create(JobName name, Section job, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var receive = problems.attempt(() -> ReceiveSettings.read(job));
        var settings = problems.attempt(() -> PassiveSettings.read(job, suppliers));
        problems.check(job::done);
        problems.throwIfAny();
        return new PassiveJob(name, new Sink(name, local, receive.orElseThrow()), settings.orElseThrow());
    }
}
