// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// What jobs are at, and signals to them.
@Component(
        service = JobCommands.class,
        property = {
            "osgi.command.scope=jzrepl",
            "osgi.command.function=jobs",
            "osgi.command.function=status",
            "osgi.command.function=wakeup",
            "osgi.command.function=reset",
            "osgi.command.function=__jobs"
        })
public final class JobCommands {
    private final Late<DaemonControl> daemon = new Late<>("a running daemon");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(DaemonControl now) {
        daemon.set(now);
    }

    void remove(DaemonControl gone) {
        daemon.unset(gone);
    }

    @Descriptor("lists the jobs and what each is at")
    public void jobs() throws CommandRefusedException {
        var table = new Table("JOB", "TYPE", "STATE");
        daemon.get()
                .status()
                .jobs()
                .forEach((name, job) -> table.row(name.value(), job.type(), JobText.state(job.status())));
        System.out.println(table);
    }

    @Descriptor("shows what all jobs are at, in detail, and what needs attention")
    public void status() throws CommandRefusedException {
        var status = daemon.get().status();
        var warnings = status.warnings().stream().map(warning -> "warning: " + warning + "\n");
        var jobs = status.jobs().entrySet().stream()
                .map(job -> JobText.details(job.getKey().value(), job.getValue()));
        System.out.println(warnings.collect(Collectors.joining()) + jobs.collect(Collectors.joining("\n")));
    }

    @Descriptor("shows what one job is at, in detail")
    public void status(@Descriptor("the job's name") String job) throws CommandRefusedException {
        var jobs = daemon.get().status().jobs();
        var name = JobArgument.parse(job);
        if (!jobs.containsKey(name)) {
            throw new CommandRefusedException("job \"" + job + "\" does not exist; jobs: " + jobs.keySet());
        }
        System.out.println(JobText.details(job, jobs.get(name)));
    }

    @Descriptor("lets a job run now, or once more after the run under way")
    public void wakeup(@Descriptor("the job's name") String job) throws CommandRefusedException {
        signal(JobArgument.parse(job), daemon.get()::wakeup);
    }

    @Descriptor("ends a job's run under way")
    public void reset(@Descriptor("the job's name") String job) throws CommandRefusedException {
        signal(JobArgument.parse(job), daemon.get()::reset);
    }

    private interface Signal {
        void send(JobName job);
    }

    private static void signal(JobName job, Signal signal) throws CommandRefusedException {
        try {
            signal.send(job);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandRefusedException(e.getMessage());
        }
    }

    /// For completion.
    public List<String> __jobs() throws CommandRefusedException {
        return daemon.get().status().jobs().keySet().stream()
                .map(JobName::value)
                .toList();
    }
}
