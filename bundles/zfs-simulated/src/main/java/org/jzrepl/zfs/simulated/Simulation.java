// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.ZfsException;

/// What the five rights share: the store, the clock, where GUIDs come from, and the faults.
record Simulation(Store store, InstantSource clock, RandomGenerator guids, Faults faults) {
    World now() throws ZfsException, InterruptedException {
        return store.now();
    }

    void change(Store.Change change) throws ZfsException, InterruptedException {
        faults.beforeChange();
        store.change(change);
    }

    /// ZFS keeps whole seconds.
    Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// Never zero, which stands for none in ZFS.
    Guid newGuid() {
        synchronized (guids) {
            return new Guid(guids.nextLong(1, Long.MAX_VALUE) << 1 | guids.nextLong() & 1);
        }
    }
}
