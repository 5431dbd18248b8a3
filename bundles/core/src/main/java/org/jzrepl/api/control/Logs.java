// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.osgi.annotation.versioning.ProviderType;

/// What the daemon logs, beside its outlets, and what these take. From any thread.
@ProviderType
public interface Logs {
    /// The last entries of every level, oldest first: a bounded number. Their fields are texts, and what they
    /// carried of an exception is in the field `err`.
    List<LogEntry> recent();

    /// Hands over each entry from now on until the result is closed, on the thread that logs: `listener` neither
    /// blocks nor throws nor logs.
    Closeable follow(Consumer<LogEntry> listener);

    /// In the order of the configuration.
    List<Outlet> outlets();

    /// From now on until the daemon ends or the outlet is configured otherwise.
    ///
    /// @throws IllegalArgumentException naming the outlets, if none is of that type
    void level(String type, Level level);

    /// An outlet takes entries from its level on.
    record Outlet(String type, Level configured, Level now) {}
}
