// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.Zfs;

/// The same filesystems for every client, with snapshots that are taken here.
record Source(JobName job, LocalEndpoints local, SendOptions send, Part<Rhythm> rhythm) implements Offer {
    @Override
    public Endpoint to(ClientIdentity client, Part<Zfs> here) {
        return new LeasedSender(here, zfs -> local.sender(job, zfs, send));
    }

    @Override
    public Optional<DatasetFilter> filesystems() {
        return Optional.of(send.filter());
    }

    @Override
    public void besides(Context context, Consumer<SnapshottingReport> reports) throws InterruptedException {
        new SnapshotRunner(job, send.filter(), rhythm, context, reports).run();
    }

    @Override
    public Optional<Rehearsal> rehearse() throws IOException {
        return Optional.of(JobRehearsal.of(job, Optional.of(rhythm), Map.of()));
    }
}
