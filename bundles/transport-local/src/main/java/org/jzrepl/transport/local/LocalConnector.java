// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Wire;

/// Dials a listener of this daemon by name, as `identity`.
record LocalConnector(Switchboard switchboard, String listenerName, ClientIdentity identity, Duration dialTimeout)
        implements Connector {
    @Override
    public Wire connect() throws IOException, InterruptedException {
        return switchboard.await(listenerName, dialTimeout, listener -> listener.dial(identity));
    }

    /// Who hands out the listener's endpoints.
    Reception reception() throws IOException, InterruptedException {
        return switchboard.await(listenerName, dialTimeout, LocalListener::reception);
    }
}
