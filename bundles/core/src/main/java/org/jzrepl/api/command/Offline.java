// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.zfs.Zfs;
import org.osgi.annotation.versioning.ProviderType;

/// Gives a command what a configuration file describes, without a daemon; also beside a running one.
@ProviderType
@FunctionalInterface
public interface Offline {
    /// Reads the file as the daemon would, but for certificates and keys, and starts nothing.
    Session open(Path file) throws ConfigException, IOException, InterruptedException;

    /// For one command, on one thread.
    @ProviderType
    interface Session extends Closeable {
        /// In the order of the file.
        List<ConfiguredJob> jobs();

        /// Where a daemon with this configuration listens.
        Path controlSocket();

        /// The ZFS of `global.zfs`, to be used until the session is closed.
        ///
        /// @throws IOException if nothing supplies it now
        Zfs zfs() throws IOException;

        /// The decisions of one of the jobs, to be used until the session is closed; empty for a job that decides
        /// nothing.
        ///
        /// @throws IOException if nothing supplies something that they need
        Optional<Rehearsal> rehearse(JobName job) throws IOException;
    }

    /// `filesystems` is empty for a job that has no such key.
    record ConfiguredJob(JobName name, String type, Optional<DatasetFilter> filesystems) {}
}
