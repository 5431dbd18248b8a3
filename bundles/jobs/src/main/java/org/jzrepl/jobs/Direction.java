// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.zfs.Zfs;

/// Which side of a replication lives here, and what wakes the job: a push or a pull.
interface Direction {
    Sender sender(Zfs here, There there);

    Receiver receiver(Zfs here, There there);

    /// The filesystems that the job sends; empty if the other side says.
    default Optional<DatasetFilter> filesystems() {
        return Optional.empty();
    }

    /// Asks about snapshots of that side, if it lives here. `liftsHolds`: the filesystems whose holds of the job
    /// itself will be gone when the time comes.
    Inspection inspection(PruneSide side, Zfs here, Predicate<DatasetPath> liftsHolds);

    /// Wakes the job whenever a run is due, until interrupted or until none will ever be.
    void wake(Context context, ActiveStatus status) throws InterruptedException;

    Rehearsal rehearse(ActiveSettings settings) throws IOException;

    /// The other daemon, for the length of a run.
    record There(RemoteEndpoints endpoints, Connector connector) {
        Sender sender() {
            return endpoints.sender(connector);
        }

        Receiver receiver() {
            return endpoints.receiver(connector);
        }
    }
}
