// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;

/// The passive daemon's sides, as the active one sees them.
record ShakyEndpoints(Stage stage) implements RemoteEndpoints {
    @Override
    public Sender sender(Connector connector) {
        return stage.farSender();
    }

    @Override
    public Receiver receiver(Connector connector) {
        return stage.farReceiver();
    }

    @Override
    public Serving serving(Function<ClientIdentity, Endpoint> forPeer, Guests guests) {
        throw new UnsupportedOperationException("no job of a history listens");
    }
}
