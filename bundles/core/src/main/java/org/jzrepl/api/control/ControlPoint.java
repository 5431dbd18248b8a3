// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/// A front end that claims a place before any job starts, so that a second daemon is refused (decision 15).
@ConsumerType
public interface ControlPoint {
    /// Claims `socket` and serves there until the result is closed.
    ///
    /// @throws IOException naming who answers at the socket already, or what is wrong with its place
    Closeable open(Path socket, Operations operations) throws IOException;
}
