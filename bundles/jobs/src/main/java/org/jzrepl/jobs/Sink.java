// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.Zfs;

/// Room for each client below `root_fs` and the client's own name.
record Sink(JobName job, LocalEndpoints local, ReceiveOptions receive) implements Offer {
    @Override
    public Endpoint to(ClientIdentity client, Part<Zfs> here) {
        var root = new DatasetPath(List.of(client.name())).below(receive.rootFs());
        return new LeasedReceiver(here, zfs -> local.receiver(job, zfs, root, receive));
    }
}
