// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.time.InstantSource;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.osgi.annotation.versioning.ProviderType;

/// Makes pools in memory whose time somebody else tells, for simulations.
@ProviderType
@FunctionalInterface
public interface ZfsModel {
    /// Without datasets; equal calls give equal GUIDs.
    Pools pools(InstantSource clock);

    @ProviderType
    interface Pools {
        Zfs zfs();

        /// Makes the dataset and its ancestors, as far as they are missing, and puts the snapshots into it as if
        /// they had been received one after the other: names, GUIDs and times stay, transaction groups are the
        /// next ones.
        void add(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException, InterruptedException;
    }
}
