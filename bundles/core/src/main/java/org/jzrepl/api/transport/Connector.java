// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.IOException;
import org.jzrepl.api.config.ConfigException;
import org.osgi.annotation.versioning.ConsumerType;

/// Dials one peer. May be called by several threads at once.
@ConsumerType
@FunctionalInterface
public interface Connector {
    /// A connected and, where the transport does so, authenticated wire, within the configured dial time-out.
    Wire connect() throws IOException, InterruptedException;

    /// Reads what it will need, such as certificates.
    default void check() throws ConfigException {}
}
