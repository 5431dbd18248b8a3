// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.snapshot;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/// Decides when the next snapshot is due. Pure: it neither waits nor touches ZFS.
@ConsumerType
@FunctionalInterface
public interface SnapshotPolicy {
    /// When the next round is due, given when the latest one was (or the snapshot that the rhythm starts
    /// from); may lie in the past. Empty: never again.
    Optional<Instant> due(Instant now, Optional<Instant> latest);

    /// Whether a daemon that starts looks at the existing snapshots to go on in their rhythm (`configuration.md`
    /// 5.3).
    default boolean continuesRhythm() {
        return false;
    }
}
