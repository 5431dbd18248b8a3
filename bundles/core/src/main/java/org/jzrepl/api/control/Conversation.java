// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/// A protocol that a connection of a control point may change to, for as long as both sides like. A service.
@ConsumerType
public interface Conversation {
    /// The word by which a client asks for it; HTTP's `Upgrade`.
    String protocol();

    /// Speaks until either side has had enough, or the thread is interrupted. Whoever calls closes the
    /// connection.
    void hold(ByteChannel connection) throws IOException, InterruptedException;
}
