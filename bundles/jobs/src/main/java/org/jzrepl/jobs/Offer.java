// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.Zfs;

/// What a serving job hands each of its clients: that of a sink or that of a source.
@FunctionalInterface
interface Offer {
    /// On a ZFS that is leased while the client is there.
    Endpoint to(ClientIdentity client, Part<Zfs> here);

    /// The filesystems that the job sends; empty if it receives.
    default Optional<DatasetFilter> filesystems() {
        return Optional.empty();
    }

    /// What the job decides about snapshots; empty if it receives.
    default Optional<Rehearsal> rehearse() throws IOException {
        return Optional.empty();
    }

    /// What the job does beside serving, until interrupted or until there is nothing more to do.
    default void besides(Context context, Consumer<SnapshottingReport> reports) throws InterruptedException {}
}
