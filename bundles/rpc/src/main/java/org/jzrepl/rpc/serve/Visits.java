// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.serve;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Caller.Peer;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.control.ControlServer;
import org.jzrepl.rpc.control.WireSocket;
import org.jzrepl.rpc.hello.Label;
import org.jzrepl.rpc.requests.RequestServer;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Places;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of peers that have been let in.
final class Visits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

    /// Of each kind, for each peer; zrepl opens one for control and one for each step under way.
    private static final int MAX_CONNECTIONS = 128;

    private final Peers peers;
    private final Crew crew;
    private final ControlServer control;
    private final RequestServer requests;
    private final Places<Key> places = new Places<>(MAX_CONNECTIONS, Integer.MAX_VALUE);

    Visits(Peers peers, Threads threads, ScheduledExecutorService timer, Timings timings, Time time) {
        this.peers = peers;
        this.crew = new Crew(threads);
        this.control = new ControlServer(peers, threads, timer);
        this.requests = new RequestServer(threads, timings, time);
    }

    private record Key(ClientIdentity identity, Label label) {}

    /// Serves the wire from now on, and closes it; on failure it remains the caller's.
    void begin(Peer peer, Label label) throws IOException {
        var key = new Key(peer.identity(), label);
        if (!places.take(key)) {
            throw new IOException("client " + peer.identity() + " has " + MAX_CONNECTIONS + " connections already");
        }
        var side = peers.entered(peer.identity());
        switch (label) {
            case CONTROL ->
                control.serve(WireSocket.ofServer(peer.wire(), peer.identity().name(), fault -> ended(key, fault)));
            case DATA -> crew.startPump("client " + peer.identity(), () -> answer(peer.wire(), key, side));
        }
    }

    /// Ends them all, and waits for what they had running.
    @Override
    public void close() {
        crew.close();
        control.close();
    }

    private void answer(Wire wire, Key key, Endpoint side) throws InterruptedException {
        try {
            requests.serve(wire, key.identity(), side);
        } finally {
            end(key);
        }
    }

    private void ended(Key key, Optional<String> fault) {
        fault.ifPresent(reason -> LOG.atWarn()
                .addKeyValue("client", key.identity())
                .addKeyValue("err", reason)
                .log("a control connection had to be ended"));
        end(key);
    }

    private void end(Key key) {
        places.leave(key);
        peers.left(key.identity());
    }
}
