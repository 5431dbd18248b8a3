// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;

/// From here to a sink, after each round of snapshots.
record Push(JobName job, LocalEndpoints local, SendOptions send, Part<Rhythm> rhythm) implements Direction {
    @Override
    public Sender sender(Zfs here, There there) {
        return local.sender(job, here, send);
    }

    @Override
    public Receiver receiver(Zfs here, There there) {
        return there.receiver();
    }

    @Override
    public Optional<DatasetFilter> filesystems() {
        return Optional.of(send.filter());
    }

    @Override
    public Inspection inspection(PruneSide side, Zfs here, Predicate<DatasetPath> liftsHolds) {
        return side == PruneSide.SENDER
                ? Inspection.local(
                        here,
                        DatasetPath.ROOT,
                        (filesystem, tag) -> liftsHolds.test(filesystem) && local.isOwn(job, tag))
                : Inspection.UNKNOWN;
    }

    @Override
    public void wake(Context context, ActiveStatus status) throws InterruptedException {
        new SnapshotRunner(job, send.filter(), rhythm, context, status::snapshotting).run();
    }

    @Override
    public Rehearsal rehearse(ActiveSettings settings) throws IOException {
        return JobRehearsal.of(job, Optional.of(rhythm), settings.keepBySide())
                .replicating(settings.replication(), Optional.empty());
    }
}
