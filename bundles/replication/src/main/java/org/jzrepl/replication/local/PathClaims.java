// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.HashSet;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;

/// Lets one receive at a time work on each dataset, across all endpoints of the daemon: after a broken
/// connection the old receive may still be ending when the client's next one arrives. Nobody waits for
/// another dataset's I/O, and since whoever holds a claim waits for claims on ancestors only, no two can wait
/// for each other.
///
/// Its own lock guards it.
final class PathClaims {
    private final Set<DatasetPath> claimed = new HashSet<>();

    /// Waits until nobody else has `path`; closing the claim gives it up.
    synchronized Claim claim(DatasetPath path) throws InterruptedException {
        while (!claimed.add(path)) {
            wait();
        }
        return () -> giveUp(path);
    }

    private synchronized void giveUp(DatasetPath path) {
        claimed.remove(path);
        notifyAll();
    }

    @FunctionalInterface
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
