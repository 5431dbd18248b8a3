// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.config.ZreplDuration;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.replication.Replicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Job type `pull`.
@Component
@Supplies(kind = "job", type = "pull")
public final class PullJobFactory implements JobFactory {
    private final LocalEndpoints local;
    private final Replicator replicator;

    @Activate
    public PullJobFactory(@Reference LocalEndpoints local, @Reference Replicator replicator) {
        this.local = local;
        this.replicator = replicator;
    }

    @Override
    public Job create(JobName name, Section job, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var receive = problems.attempt(() -> ReceiveSettings.read(job));
        var interval = problems.attempt(() -> job.required("interval", PullJobFactory::interval));
        var settings = problems.attempt(() -> ActiveSettings.read(job, suppliers));
        problems.check(job::done);
        problems.throwIfAny();
        var pull = new Pull(name, local, receive.orElseThrow(), interval.orElseThrow());
        return new ActiveJob(name, pull, settings.orElseThrow(), replicator);
    }

    private static Optional<Duration> interval(Scalar value) {
        return Words.text(value).equals("manual") ? Optional.empty() : Optional.of(ZreplDuration.positive(value));
    }
}
