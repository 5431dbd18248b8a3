// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/// Where entries go. Called by one thread at a time; an exception is reported to the first outlet of the
/// configuration.
@ConsumerType
public interface LogOutlet extends Closeable {
    void write(LogEntry entry) throws IOException;
}
