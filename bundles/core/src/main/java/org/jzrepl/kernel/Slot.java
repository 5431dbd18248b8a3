// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One job's place in the daemon: runs it on a thread of its own while its suppliers are there.
///
/// `started` and `stopped` are called by one thread at a time, the supervisor's; the rest from any thread.
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final JobName name;
    private final String type;
    private final Part<Job> job;
    private final Wanted wanted;
    private volatile Optional<Run> run = Optional.empty();
    private volatile Optional<JobStatus> insteadOfJob = Optional.empty();

    Slot(JobName name, String type, Part<Job> job, Wanted wanted) {
        this.name = name;
        this.type = type;
        this.job = job;
        this.wanted = wanted;
    }

    /// What is missing for the job to run, by kind and type.
    @FunctionalInterface
    interface Wanted {
        List<String> missing();
    }

    private record Run(Thread thread, JobContext context, Job job) {}

    JobName name() {
        return name;
    }

    JobView view() {
        var status = insteadOfJob.or(() -> run.map(now -> now.job().status()));
        return new JobView(type, status.orElseGet(() -> new JobStatus.Unsupplied(wanted.missing())));
    }

    boolean isRunning() {
        return run.isPresent();
    }

    boolean lacksSuppliers() {
        return !wanted.missing().isEmpty();
    }

    /// Starts the job if its suppliers are there and it does not run.
    void start(JobContext.Shared shared) throws InterruptedException {
        if (isRunning() || lacksSuppliers()) {
            return;
        }
        var lease = job.lease();
        var context = new JobContext(shared);
        insteadOfJob = Optional.empty();
        MDC.put("job", name.value());
        MDC.put("subsystem", "job");
        try {
            var thread = shared.threads().start("job " + name, () -> supervised(lease, context));
            run = Optional.of(new Run(thread, context, lease.get()));
        } finally {
            MDC.clear();
        }
    }

    /// Interrupts the job; [#join] waits for its end.
    void stop() {
        run.ifPresent(now -> now.context().stop(now.thread()));
    }

    void join(Duration atMost) throws InterruptedException {
        var now = run;
        if (now.isPresent() && !now.orElseThrow().thread().join(atMost)) {
            LOG.atError().addKeyValue("job", name).log("job did not end in time");
        }
        run = Optional.empty();
    }

    void wakeup() {
        run.ifPresent(now -> now.context().wakeup());
    }

    boolean reset() {
        return run.map(now -> now.context().reset()).orElse(false);
    }

    private void supervised(Lease<Job> lease, JobContext context) throws InterruptedException {
        try (lease) {
            LOG.info("starting job");
            lease.get().run(context);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("job ended by a bug");
            insteadOfJob = Optional.of(new JobStatus.Broken(e.toString()));
        } finally {
            LOG.info("job exited");
        }
    }
}
