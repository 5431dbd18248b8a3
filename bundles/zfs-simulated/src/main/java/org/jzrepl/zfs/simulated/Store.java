// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import org.jzrepl.api.zfs.ZfsException;

/// Where the world is kept. Safe for use by several threads; one change at a time.
interface Store {
    World now() throws ZfsException, InterruptedException;

    /// Makes the next world of this one; if it throws, nothing changes.
    void change(Change change) throws ZfsException, InterruptedException;

    @FunctionalInterface
    interface Change {
        World next(World now) throws ZfsException;
    }
}
