// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.time.InstantSource;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsModel;
import org.osgi.service.component.annotations.Component;

/// Pools for simulations.
@Component
public final class SimulatedModel implements ZfsModel {
    private static final long SEED = 1;

    @Override
    public Pools pools(InstantSource clock) {
        var zfs = SimulatedZfs.inMemory(SEED, clock);
        return new Pools() {
            @Override
            public Zfs zfs() {
                return zfs;
            }

            @Override
            public void add(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException, InterruptedException {
                zfs.add(dataset, snapshots);
            }
        };
    }
}
