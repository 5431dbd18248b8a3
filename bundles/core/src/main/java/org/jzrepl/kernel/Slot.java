// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jzrepl.api.command.Offline.ConfiguredJob;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.Suppliers.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job's place in the daemon: runs it on a thread of its own while its suppliers are there.
///
/// `start`, `stop` and `join` are called by one thread at a time, the supervisor's; the rest from any thread.
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final JobName name;
    private final String type;
    private final TablePart<?, Job> job;
    private final Supplier<List<TablePart<?, ?>>> parts;
    private final Optional<Effective> configured;
    private final Succession succession = new Succession();
    private final Plannings plannings;
    private volatile Optional<Run> run = Optional.empty();
    private volatile Optional<JobStatus> insteadOfJob = Optional.empty();
    private volatile boolean wakeupWanted;

    /// @param parts all that the job uses, itself and its ZFS included
    /// @param configured all that the configuration says about the job, without origins; empty where nobody could
    ///     read a part of it
    Slot(
            JobName name,
            String type,
            TablePart<?, Job> job,
            Supplier<List<TablePart<?, ?>>> parts,
            Optional<Effective> configured) {
        this.name = name;
        this.type = type;
        this.job = job;
        this.parts = parts;
        this.configured = configured;
        this.plannings = new Plannings(name);
    }

    private record Run(Thread thread, JobContext context, Job job) {}

    JobName name() {
        return name;
    }

    /// What the job's own configuration says, where it does not run.
    ConfiguredJob configured() {
        var filesystems = job.tryLease().flatMap(lease -> {
            try (lease) {
                return lease.get().filesystems();
            }
        });
        return new ConfiguredJob(name, type, filesystems);
    }

    /// The job, where it does not run.
    Optional<Lease<Job>> offline() {
        return job.tryLease();
    }

    List<TablePart<?, ?>> parts() {
        return parts.get();
    }

    /// Whether the other is known to stand for the same job, configured the same.
    boolean isSameAs(Slot other) {
        return name.equals(other.name) && configured.isPresent() && configured.equals(other.configured);
    }

    Succession succession() {
        return succession;
    }

    JobView view() {
        var before = succession.predecessor().filter(Slot::isAlive);
        if (run.isEmpty() && before.isPresent()) {
            return before.orElseThrow().view();
        }
        var status = insteadOfJob.or(() -> run.map(now -> now.job().status())).or(this::beforeItRuns);
        return new JobView(type, status.orElseGet(() -> new JobStatus.Unsupplied(missing())));
    }

    /// Operators may ask between the opening of the control socket and the start of the last job.
    private Optional<JobStatus> beforeItRuns() {
        if (!missing().isEmpty()) {
            return Optional.empty();
        }
        return job.tryLease().map(lease -> {
            try (lease) {
                return lease.get().status();
            }
        });
    }

    /// Why the job cannot run, by what it cannot do without.
    List<String> missing() {
        return parts().stream()
                .filter(part -> !Kinds.canBeMissing(part.wanted().kind()))
                .flatMap(part -> part.problem().stream())
                .distinct()
                .toList();
    }

    /// Starts the job if its suppliers are there and it does not run.
    void start(JobContext.Shared shared) {
        if (!succession.isTurn() || run.isPresent() || !missing().isEmpty()) {
            return;
        }
        job.tryLease()
                .ifPresent(lease ->
                        start(lease, new JobContext(shared, shared.zfs().ownedBy(name))));
    }

    private void start(Lease<Job> lease, JobContext context) {
        insteadOfJob = Optional.empty();
        try (var _ = context.threads().span(Map.of("job", name, "subsystem", "job"))) {
            var thread = context.threads().start("job " + name, () -> supervised(lease, context));
            run = Optional.of(new Run(thread, context, lease.get()));
            plannings.open();
            deliverWakeup();
        }
    }

    /// When this returns, the job begins nothing more: what it is asked for from now on is its successor's.
    void leave() {
        succession.leave();
        run.ifPresent(now -> now.context().beginNothing());
    }

    /// Lets the job finish what is under way; returns when a successor may start, which is when it has ended or
    /// only goes on for the peers that it has let in.
    void finish() throws InterruptedException {
        plannings.shut();
        succession.awaitPredecessor();
        var now = run;
        if (now.isPresent()
                && !now.orElseThrow().context().finish(now.orElseThrow().thread())) {
            now.orElseThrow().thread().join();
        }
        succession.vacate();
    }

    private boolean isAlive() {
        return run.filter(now -> now.thread().isAlive()).isPresent()
                || succession.predecessor().filter(Slot::isAlive).isPresent();
    }

    /// Waits for the end of a job that [#finish] has let go on.
    void awaitEnd() throws InterruptedException {
        if (run.isPresent()) {
            run.orElseThrow().thread().join();
        }
        plannings.awaitNone();
    }

    /// Hands an unanswered wake-up to the successor.
    void passOn(Slot successor) {
        if (wakeupWanted || run.filter(now -> now.context().isWoken()).isPresent()) {
            successor.wakeup();
        }
    }

    /// Interrupts the job, and those who plan with what it leases; [#join] waits for their end.
    void stop() {
        plannings.shut();
        run.ifPresent(now -> now.context().stop(now.thread()));
    }

    /// False if the job has not ended by then; it cannot be started anew until a later call is true. What was
    /// under way is taken up again with the next start.
    boolean join(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (run.isPresent() && !run.orElseThrow().thread().join(atMost)) {
            return false;
        }
        if (!plannings.awaitNone(Duration.ofNanos(deadline - System.nanoTime()))) {
            return false;
        }
        if (run.filter(now -> now.context().isLeftUndone()).isPresent()) {
            wakeupWanted = true;
        }
        run = Optional.empty();
        return true;
    }

    /// Lets the job's listeners look again at who supplies them.
    void reviewListeners() {
        run.ifPresent(now -> now.context().reviewListeners());
    }

    /// One that comes before the job runs is for its start.
    void wakeup() {
        wakeupWanted = true;
        deliverWakeup();
    }

    private void deliverWakeup() {
        if (wakeupWanted && run.isPresent()) {
            wakeupWanted = false;
            run.ifPresent(now -> now.context().wakeup());
        }
    }

    boolean reset() {
        return run.map(now -> now.context().reset())
                .orElseGet(() -> succession.predecessor().map(Slot::reset).orElse(false));
    }

    /// What the job would do, on the calling thread, beside whatever it does.
    JobPlan plan(JobPlan.Extent extent) throws InterruptedException {
        var now = run.filter(_ -> insteadOfJob.isEmpty());
        if (now.isEmpty()) {
            throw new IllegalStateException("job \"" + name + "\" cannot be planned now: " + whyNot());
        }
        var context = now.orElseThrow().context();
        return plannings.of(() -> {
            try (var lease = job.lease();
                    var _ = context.threads().span(Map.of("job", name, "subsystem", "plan"))) {
                return lease.get().plan(context, extent);
            }
        });
    }

    private String whyNot() {
        if (insteadOfJob.orElse(null) instanceof JobStatus.Broken(var reason)) {
            return "it was ended by a bug: " + reason;
        }
        var missing = missing();
        return missing.isEmpty() ? "it has not started yet" : "it waits for " + String.join(", ", missing);
    }

    private void supervised(Lease<Job> lease, JobContext context) throws InterruptedException {
        try (lease) {
            LOG.info("starting job");
            lease.get().run(context);
        } catch (RuntimeException | LinkageError e) {
            LOG.atError().setCause(e).log("job ended by a bug");
            insteadOfJob = Optional.of(new JobStatus.Broken(e.toString()));
        } finally {
            LOG.info("job exited");
        }
    }
}
