// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.replication;

import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Protection;
import org.osgi.annotation.versioning.ProviderType;

/// Plans and runs replications.
@ProviderType
public interface Replicator {
    /// Replicates until every filesystem is done or has failed for good. Interrupt to cancel: streams under
    /// way are ended and joined before `InterruptedException` comes. Failures are in the report, not thrown.
    ReplicationReport replicate(Sender sender, Receiver receiver, ReplicationOptions options, Progress progress)
            throws InterruptedException;

    /// What [#replicate] would begin with now, by the same planner. Only reads: nothing is held, released,
    /// confirmed or cleared. Failures are in the plan, not thrown.
    ReplicationPlan plan(Sender sender, Receiver receiver, ReplicationOptions options) throws InterruptedException;

    /// Gets a newer picture after each change, and a few times a second while bytes flow; from any thread, one at
    /// a time.
    @FunctionalInterface
    interface Progress {
        void report(ReplicationReport report);
    }

    /// `stepConcurrency` streams at once, `estimateConcurrency` size estimates at once; both at least 1.
    record ReplicationOptions(Protection protection, Initial initial, int stepConcurrency, int estimateConcurrency) {
        public static final ReplicationOptions STANDARD =
                new ReplicationOptions(Protection.RESUMABLE, Initial.MOST_RECENT, 1, 4);

        public ReplicationOptions {
            if (stepConcurrency < 1 || estimateConcurrency < 1) {
                throw new IllegalArgumentException("replication concurrency is at least 1");
            }
        }
    }

    /// What a filesystem that the receiver lacks begins with (`conflict_resolution.initial_replication`).
    enum Initial {
        MOST_RECENT,
        ALL,
        FAIL
    }
}
