// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.serve;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.rpc.control.Sides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The peers that are connected, each with one side for all its connections, which is closed with the last of
/// them. Safe for use by several threads.
final class Peers implements Sides {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final Function<ClientIdentity, Endpoint> forPeer;
    private final Guests guests;
    private final Map<String, Peer> peerByIdentity = new HashMap<>(); // guarded by this

    Peers(Function<ClientIdentity, Endpoint> forPeer, Guests guests) {
        this.forPeer = forPeer;
        this.guests = guests;
    }

    private static final class Peer {
        private final Endpoint side;
        private int connections;

        Peer(Endpoint side) {
            this.side = side;
        }
    }

    /// The side for one more connection of `identity`, which [#left] ends.
    synchronized Endpoint entered(ClientIdentity identity) {
        var peer = peerByIdentity.get(identity.name());
        if (peer == null) {
            peer = new Peer(forPeer.apply(identity));
            peerByIdentity.put(identity.name(), peer);
            guests.came(identity);
        }
        peer.connections++;
        return peer.side;
    }

    void left(ClientIdentity identity) {
        leave(identity).ifPresent(side -> {
            try {
                side.close();
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("client", identity)
                        .addKeyValue("err", Reason.of(e))
                        .log("cannot close the side of a client");
            }
        });
    }

    @Override
    public synchronized Endpoint of(String identity) throws IOException {
        return Optional.ofNullable(peerByIdentity.get(identity))
                .map(peer -> peer.side)
                .orElseThrow(() -> new IOException("client " + identity + " is not connected"));
    }

    private synchronized Optional<Endpoint> leave(ClientIdentity identity) {
        var peer = peerByIdentity.get(identity.name());
        if (peer == null || --peer.connections > 0) {
            return Optional.empty();
        }
        peerByIdentity.remove(identity.name());
        guests.went(identity);
        return Optional.of(peer.side);
    }
}
