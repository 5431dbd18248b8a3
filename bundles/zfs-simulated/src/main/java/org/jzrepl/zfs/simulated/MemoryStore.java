// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import org.jzrepl.api.zfs.ZfsException;

/// Keeps the world in memory, for the life of the process.
final class MemoryStore implements Store {
    private volatile World world = World.EMPTY;

    @Override
    public World now() {
        return world;
    }

    @Override
    public synchronized void change(Change change) throws ZfsException {
        world = change.next(world);
    }
}
