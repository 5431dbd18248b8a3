// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.serve;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.endpoint.RemoteEndpoints.Serving;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.rpc.hello.Greeting;
import org.jzrepl.rpc.wire.Blocking;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Places;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;

/// Lets callers in: finds out who each is, and what for it has come, on a thread of its own, so that one who says
/// nothing keeps nobody else waiting.
public final class Reception implements Serving {
    /// Callers that have not yet said who they are and what they want.
    private static final int MAX_STRANGERS = 512;

    private static final int MAX_STRANGERS_OF_ORIGIN = 64;

    private final Crew crew;
    private final Timings timings;
    private final Visits visits;
    private final Refusals refusals;
    private final Places<String> strangers = new Places<>(MAX_STRANGERS_OF_ORIGIN, MAX_STRANGERS);

    public Reception(
            Function<ClientIdentity, Endpoint> forPeer,
            Guests guests,
            Threads threads,
            ScheduledExecutorService timer,
            Timings timings,
            Time time) {
        this.crew = new Crew(threads);
        this.timings = timings;
        this.refusals = new Refusals(time);
        this.visits = new Visits(new Peers(forPeer, guests), threads, timer, timings, time);
    }

    @Override
    public void serve(Listener listener) throws IOException, InterruptedException {
        try {
            while (true) {
                receive(Blocking.call(listener::accept));
            }
        } catch (ClosedChannelException e) {
            return; // somebody wants us to listen no longer, or elsewhere
        }
    }

    @Override
    public void close() {
        crew.close();
        visits.close();
    }

    private void receive(Caller caller) throws IOException {
        if (!strangers.take(caller.origin())) {
            refusals.refused(caller.origin(), Optional.empty(), "too many callers have not said yet who they are");
            caller.close();
            return;
        }
        crew.start("caller " + caller.origin(), () -> letIn(caller));
    }

    private void letIn(Caller caller) throws InterruptedException {
        try {
            admit(caller);
        } catch (IOException e) {
            refusals.refused(caller.origin(), Optional.empty(), Reason.of(e));
        } finally {
            strangers.leave(caller.origin());
        }
    }

    private void admit(Caller caller) throws IOException, InterruptedException {
        boolean known = false;
        try {
            var peer = Blocking.call(() -> caller.identify(timings.identify()));
            known = true;
            greet(caller, peer);
        } finally {
            if (!known) {
                caller.close();
            }
        }
    }

    /// From here on the wire is ours.
    private void greet(Caller caller, Caller.Peer peer) throws IOException, InterruptedException {
        boolean handedOver = false;
        try {
            var label = Blocking.call(() -> Greeting.answer(peer.wire(), timings));
            visits.begin(peer, label);
            handedOver = true;
        } finally {
            if (!handedOver) {
                peer.wire().close();
            }
        }
    }
}
