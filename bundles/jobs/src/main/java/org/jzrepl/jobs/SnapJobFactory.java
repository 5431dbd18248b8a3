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

/// Job type `snap`.
@Component
@Supplies(kind = "job", type = "snap")
public final class SnapJobFactory implements JobFactory {
    private final LocalEndpoints local;

    @Activate
    public SnapJobFactory(@Reference LocalEndpoints local) {
        this.local = local;
    }

    @Override
    public Job create(JobName name, Section job, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var filter = problems.attempt(() -> Filters.read(job));
        var rhythm = problems.attempt(() -> Rhythm.part(job, suppliers));
        var pruning = job.section("pruning");
        var keep = problems.attempt(() -> KeepRules.read(pruning, "keep", false, suppliers));
        problems.check(pruning::done);
        problems.check(job::done);
        problems.throwIfAny();
        return new SnapJob(name, filter.orElseThrow(), rhythm.orElseThrow(), keep.orElseThrow(), local);
    }
}
