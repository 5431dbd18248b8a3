// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.IOException;
import org.jzrepl.api.config.ConfigException;
import org.osgi.annotation.versioning.ConsumerType;

/// A place to listen at, not yet bound.
@ConsumerType
@FunctionalInterface
public interface Binding {
    /// @throws IOException naming the address and, where it can be known, who listens there already
    Listener listen() throws IOException, InterruptedException;

    /// Reads what it will need, such as certificates.
    default void check() throws ConfigException {}
}
