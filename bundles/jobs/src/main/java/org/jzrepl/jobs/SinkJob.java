// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives from pushes, each client below its own name.
final class SinkJob implements Job, RemoteEndpoints.Guests {
    private static final Logger LOG = LoggerFactory.getLogger(SinkJob.class);

    private final JobName name;
    private final Settings settings;
    private final LocalEndpoints local;
    private final List<ClientIdentity> connected = new ArrayList<>(); // guarded by this
    private volatile Optional<String> problem = Optional.empty();

    SinkJob(JobName name, Settings settings, LocalEndpoints local) {
        this.name = name;
        this.settings = settings;
        this.local = local;
    }

    /// What the configuration says.
    record Settings(ReceiveOptions receive, Part<Binding> binding, Part<RemoteEndpoints> endpoints) {}

    @Override
    public JobName name() {
        return name;
    }

    @Override
    public synchronized JobStatus status() {
        return new JobStatus.Passive(connected.stream().sorted().toList(), Optional.empty(), problem);
    }

    /// Ends if it cannot listen: the rest of the daemon goes on without it.
    @Override
    public void run(Context context) throws InterruptedException {
        problem = Optional.empty();
        try (var zfs = context.zfs().lease();
                var binding = settings.binding().lease();
                var endpoints = settings.endpoints().lease();
                var listener = binding.get().listen()) {
            LOG.info("listening");
            endpoints
                    .get()
                    .serve(
                            listener,
                            client -> local.receiver(name, zfs.get(), rootOf(client), settings.receive()),
                            this);
        } catch (IOException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
            LOG.atError().addKeyValue("err", e.getMessage()).log("cannot listen");
        }
    }

    private DatasetPath rootOf(ClientIdentity client) {
        return new DatasetPath(List.of(client.name())).below(settings.receive().rootFs());
    }

    @Override
    public synchronized void came(ClientIdentity identity) {
        connected.add(identity);
    }

    @Override
    public synchronized void went(ClientIdentity identity) {
        connected.remove(identity);
    }
}
