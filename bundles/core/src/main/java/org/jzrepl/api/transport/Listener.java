// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/// A bound place. One thread accepts; closing, from any thread, ends a waiting accept with
/// `ClosedChannelException`. Wires that came through it live on.
@ConsumerType
public interface Listener extends Closeable {
    /// At once, before a byte is read. An exception: the listener is broken.
    Caller accept() throws IOException, InterruptedException;

    /// The transport's own listener where this one stands before it; for endpoints that belong to one transport.
    default Listener own() {
        return this;
    }
}
