// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.InstantSource;
import java.util.TreeMap;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.job.JobPlan;

/// The running daemon, to its operators.
final class Daemon implements DaemonControl {
    private final String version;
    private final InstantSource clock;
    private final Supervisor supervisor;
    private final RunningCommands commands;
    private final StandingWarnings warnings;

    Daemon(
            String version,
            InstantSource clock,
            Supervisor supervisor,
            RunningCommands commands,
            StandingWarnings warnings) {
        this.version = version;
        this.clock = clock;
        this.supervisor = supervisor;
        this.commands = commands;
        this.warnings = warnings;
    }

    @Override
    public Status status() {
        var jobs = new TreeMap<JobName, JobView>();
        supervisor.shown().forEach(slot -> jobs.put(slot.name(), slot.view()));
        var now = clock.instant();
        return new Status(version, now, jobs, commands.now(), warnings.at(now));
    }

    @Override
    public void wakeup(JobName job) {
        slot(job).wakeup();
    }

    @Override
    public void reset(JobName job) {
        if (!slot(job).reset()) {
            throw new IllegalStateException("reset job \"" + job + "\": no run is under way");
        }
    }

    @Override
    public JobPlan plan(JobName job, JobPlan.Extent extent) throws InterruptedException {
        return slot(job).plan(extent);
    }

    private Slot slot(JobName name) {
        return supervisor.slots().stream()
                .filter(slot -> slot.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "job \"" + name + "\" does not exist; jobs: " + supervisor.names()));
    }
}
