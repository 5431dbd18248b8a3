// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.warning;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// A service that knows of conditions which will become failures, such as certificates about to expire.
///
/// The kernel collects them: they stand in the status for as long as they are reported, and in the log once a
/// day.
@ConsumerType
@FunctionalInterface
public interface WarningSource {
    /// One sentence for each, which names its object and says what to do. The same condition keeps its sentence.
    /// Asked often, from any thread; answers at once.
    List<String> warnings(Instant now);
}
