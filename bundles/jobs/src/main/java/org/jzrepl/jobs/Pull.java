// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.zfs.Zfs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a source to here, once per `interval`; without one, when asked only.
record Pull(JobName job, LocalEndpoints local, ReceiveOptions receive, Optional<Duration> interval)
        implements Direction {
    private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

    @Override
    public Sender sender(Zfs here, There there) {
        return there.sender();
    }

    /// A source's paths go directly below `root_fs`: it has one client root, unlike a sink.
    @Override
    public Receiver receiver(Zfs here, There there) {
        return local.receiver(job, here, receive.rootFs(), receive);
    }

    @Override
    public Inspection inspection(PruneSide side, Zfs here, Predicate<DatasetPath> liftsHolds) {
        return side == PruneSide.RECEIVER
                ? Inspection.local(
                        here,
                        receive.rootFs(),
                        (filesystem, tag) -> liftsHolds.test(filesystem) && local.isOwn(job, tag))
                : Inspection.UNKNOWN;
    }

    @Override
    public void wake(Context context, ActiveStatus status) throws InterruptedException {
        if (interval.isPresent()) {
            wakeEvery(interval.orElseThrow(), context, status);
        }
    }

    /// First after one interval. Ticks that come during a run are one further run.
    private static void wakeEvery(Duration interval, Context context, ActiveStatus status) throws InterruptedException {
        var wall = WallClock.of(context.clock());
        while (true) {
            wall.sleepUntil(context.clock().instant().plus(interval));
            if (status.now().phase() != Phase.WAITING) {
                LOG.atWarn().addKeyValue("interval", interval).log("last run has not ended when the next one is due");
            }
            context.wakeup();
        }
    }

    @Override
    public Rehearsal rehearse(ActiveSettings settings) throws IOException {
        return JobRehearsal.of(job, Optional.empty(), settings.keepBySide())
                .replicating(settings.replication(), interval);
    }
}
