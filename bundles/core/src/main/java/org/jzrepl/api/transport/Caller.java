// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/// A connection nobody has vouched for yet. Each is identified on a thread of its own, under caps per listener
/// and origin.
@ConsumerType
public interface Caller extends Closeable {
    /// Where it comes from, for logs and for the caps: equal for callers that are to share one, so without port.
    String origin();

    /// Finds out who calls; afterwards the wire belongs to the caller of this method.
    Peer identify(Duration atMost) throws IOException, InterruptedException;

    record Peer(ClientIdentity identity, Wire wire) {}
}
