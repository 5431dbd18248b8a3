// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.osgi.annotation.versioning.ProviderType;

/// The daemon as an operator sees it. From any thread; no method waits for a job.
@ProviderType
public interface DaemonControl {
    Status status();

    /// Asks the job for a run; a job under way runs once more afterwards.
    ///
    /// @throws IllegalArgumentException naming the job and the known ones, if there is no such job or it takes no
    /// wake-ups
    void wakeup(JobName job);

    /// Ends the job's run under way; the job waits for the next one.
    ///
    /// @throws IllegalArgumentException naming the job and the known ones, if there is no such job
    /// @throws IllegalStateException if no run is under way
    void reset(JobName job);

    /// What the job would do, changing nothing: served beside a run under way, and as long as it takes, on the
    /// calling thread, which may be interrupted to give it up. Nobody else waits for it.
    ///
    /// @throws IllegalArgumentException naming the job and the known ones, if there is no such job
    /// @throws IllegalStateException if the job does not run, or ends meanwhile
    JobPlan plan(JobName job, JobPlan.Extent extent) throws InterruptedException;

    /// `warnings`: what needs attention although no job has failed, a sentence each.
    record Status(
            String version,
            Instant at,
            SortedMap<JobName, JobView> jobs,
            List<RunningCommand> commands,
            List<String> warnings) {}

    /// `type` is the configuration's: push, sink, snap, …
    record JobView(String type, JobStatus status) {}

    /// A command of ZFS that runs now.
    record RunningCommand(List<String> argv, Instant started) {}
}
