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
/// supplier kind `endpoints`: `local` hands the other job's side over directly, with the identity and the
/// checks of a remote one; `*` speaks the wire protocol over all others.
@ProviderType
public interface RemoteEndpoints {
    /// Connects at the first use, and again after a loss.
    Sender sender(Connector connector);

    Receiver receiver(Connector connector);

    /// A service that gives each peer the side that `forPeer` makes for it. Belongs to the calling job: what it
    /// logs later carries that job's fields.
    Serving serving(Function<ClientIdentity, Endpoint> forPeer, Guests guests);

    /// Lets peers in, through one listener after another; those that were let in outlive the listener they came
    /// through.
    @ProviderType
    interface Serving extends AutoCloseable {
        /// Lets callers in until `listener` is closed, the thread is interrupted, or the listener breaks,
        /// which is the `IOException`. Does not close it.
        void serve(Listener listener) throws IOException, InterruptedException;

        /// Ends the connections of all peers, waits for what they had running, and closes the sides they were
        /// given.
        @Override
        void close();
    }

    /// Told who is connected, from any thread; for the status.
    interface Guests {
        void came(ClientIdentity identity);

        void went(ClientIdentity identity);
    }
}
