// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.plugin.PluginHost.Purpose;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.kernel.ConfigurationLoader.Credentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Loads a configuration for a command that runs no job of it.
@Component
public final class OfflineConfiguration implements Offline {
    private final SupplierTracker suppliers;
    private final ConfigurationReader reader;
    private final PluginStart plugins;

    @Activate
    public OfflineConfiguration(
            @Reference SupplierTracker suppliers,
            @Reference ConfigurationReader reader,
            @Reference PluginStart plugins) {
        this.suppliers = suppliers;
        this.reader = reader;
        this.plugins = plugins;
    }

    @Override
    public Session open(Path file) throws ConfigException, IOException, InterruptedException {
        var opened = plugins.open(file, Purpose.ONE_SHOT);
        try {
            return new Loaded(
                    opened, new ConfigurationLoader(reader, suppliers.table(), Credentials.SKIPPED).load(file));
        } catch (ConfigException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Used by one thread.
    private static final class Loaded implements Session {
        private final PluginStart.Opened plugins;
        private final Configuration configuration;
        private final List<Lease<Job>> jobs = new ArrayList<>();
        private final List<Rehearsal> rehearsals = new ArrayList<>();
        private Optional<Lease<Zfs>> zfs = Optional.empty();

        private Loaded(PluginStart.Opened plugins, Configuration configuration) {
            this.plugins = plugins;
            this.configuration = configuration;
        }

        @Override
        public List<ConfiguredJob> jobs() {
            return configuration.slots().stream().map(Slot::configured).toList();
        }

        @Override
        public Path controlSocket() {
            return configuration.global().controlSocket();
        }

        @Override
        public Zfs zfs() throws IOException {
            if (zfs.isEmpty()) {
                zfs = configuration.global().zfs().tryLease();
            }
            return zfs.orElseThrow(() -> new IOException(
                            "nothing supplies " + configuration.global().zfs()))
                    .get();
        }

        @Override
        public Optional<Rehearsal> rehearse(JobName name) throws IOException {
            var slot = configuration.slots().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("job \"" + name + "\" does not exist"));
            var lease = slot.offline()
                    .orElseThrow(() -> new IOException(
                            "job \"" + name + "\" cannot be had: " + String.join("; ", slot.missing())));
            jobs.add(lease);
            var rehearsal = lease.get().rehearse();
            rehearsal.ifPresent(rehearsals::add);
            return rehearsal;
        }

        @Override
        public void close() throws IOException {
            rehearsals.forEach(Rehearsal::close);
            jobs.forEach(Lease::close);
            zfs.ifPresent(Lease::close);
            plugins.close();
        }
    }
}
