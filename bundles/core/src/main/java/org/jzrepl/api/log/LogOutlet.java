// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/// Where entries go. Used by one thread at a time, a platform thread of the outlet's own, so it may block:
/// entries that come meanwhile wait, up to a bound, and are dropped beyond it.
///
/// An exception is reported to the first outlet of the configuration, and the entry is lost, unless it is a
/// [RetryLaterException].
@ConsumerType
public interface LogOutlet extends Closeable {
    void write(LogEntry entry) throws IOException;
}
