// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Wire;

/// A job of this daemon that calls; the configuration vouches for its identity.
record LocalCaller(ClientIdentity identity, Wire wire) implements Caller {
    @Override
    public String origin() {
        return "local:" + identity;
    }

    @Override
    public Peer identify(Duration atMost) {
        return new Peer(identity, wire);
    }

    @Override
    public void close() {
        LocalWire.closeQuietly(wire);
    }
}
