// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.io.IOException;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Listener;
import org.osgi.annotation.versioning.ProviderType;

/// Makes the sides that live in another daemon, and serves ours to others. Looked up by the transport's type,
/// supplier
/// kind `endpoints`: `local` hands the other job's side over directly, with the identity and the checks of a
/// remote one;
/// `*` speaks the wire protocol over all others.
@ProviderType
public interface RemoteEndpoints {
    /// Connects at the first use, and again after a loss.
    Sender sender(Connector connector);

    Receiver receiver(Connector connector);

    /// Serves each peer the side that `forPeer` makes for it, until interrupted or until the listener breaks;
    /// closes
    /// the sides it was given. `connected` is told of peers that come and go.
    void serve(Listener listener, Function<ClientIdentity, Endpoint> forPeer, Guests guests)
            throws IOException, InterruptedException;

    /// Told who is connected, from any thread; for the status.
    interface Guests {
        void came(ClientIdentity identity);

        void went(ClientIdentity identity);
    }
}
