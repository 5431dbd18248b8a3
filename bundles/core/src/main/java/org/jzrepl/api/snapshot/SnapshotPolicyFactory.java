// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.snapshot;

import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes the policy that a `snapshotting` section asks for; supplier kind `snapshotting`.
@ConsumerType
@FunctionalInterface
public interface SnapshotPolicyFactory {
    /// Reads its own keys only; the runner has read `type`, `prefix`, `hooks` and the time stamp's keys
    /// before, if there are any, and calls `done` after. Empty: never by itself (`manual`), and then no key
    /// of the runner is allowed.
    Optional<SnapshotPolicy> create(Section snapshotting) throws ConfigException;
}
