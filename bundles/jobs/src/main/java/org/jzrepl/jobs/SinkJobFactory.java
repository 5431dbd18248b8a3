// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Transport;
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
        var binding = problems.attempt(() -> binding(job, suppliers));
        problems.check(job::done);
        problems.throwIfAny();
        var settings = new SinkJob.Settings(
                receive.orElseThrow(),
                binding.orElseThrow(),
                suppliers.part(RemoteEndpoints.class, binding.orElseThrow().type()));
        return new SinkJob(name, settings, local);
    }

    private static Part<Binding> binding(Section job, Suppliers suppliers) throws ConfigException {
        if (!job.has("serve")) {
            throw job.wrong("serve", "is missing");
        }
        var serve = job.section("serve");
        var type = serve.unread().optional("type", Words::text, "");
        return suppliers.part(
                Transport.class,
                serve,
                (transport, section) -> transport.binding(section, suppliers.serveDefaults(type)));
    }
}
