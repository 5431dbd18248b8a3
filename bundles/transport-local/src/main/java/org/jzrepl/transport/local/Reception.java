// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;

/// Serves the callers of one listener: makes each an endpoint, and runs their calls on threads of the serving
/// job.
///
/// `visits` and `open` are guarded by the object's own lock, which is not held over a call.
final class Reception {
    private final String name;
    private final Function<ClientIdentity, Endpoint> forPeer;
    private final Guests guests;
    private final Threads threads;
    private final LinkedBlockingQueue<Call<?>> calls = new LinkedBlockingQueue<>();
    private final Set<Visit> visits = new HashSet<>();
    private boolean open = true;

    Reception(String name, Function<ClientIdentity, Endpoint> forPeer, Guests guests, Threads threads) {
        this.name = name;
        this.forPeer = forPeer;
        this.guests = guests;
        this.threads = threads;
    }

    /// Starts a thread for each call until interrupted; then ends the calls under way and closes what was handed
    /// out.
    void serve() throws IOException, InterruptedException {
        try {
            while (true) {
                var call = calls.take();
                call.startedAs(threads.start("local call", call));
            }
        } finally {
            close();
        }
    }

    /// Lets a caller in, who from now on has an endpoint of its own.
    Visit admit(ClientIdentity identity) throws IOException {
        synchronized (this) {
            requireOpen();
        }
        var visit = new Visit(this, identity, forPeer.apply(identity));
        synchronized (this) {
            if (open) {
                visits.add(visit);
                guests.came(identity);
                return visit;
            }
        }
        visit.endpoint().close();
        throw closed();
    }

    void left(Visit visit) throws IOException {
        synchronized (this) {
            if (!visits.remove(visit)) {
                return;
            }
        }
        guests.went(visit.identity());
        visit.endpoint().close();
    }

    synchronized void submit(Call<?> call) throws IOException {
        requireOpen();
        calls.add(call);
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw closed();
        }
    }

    private IOException closed() {
        return new IOException("local listener \"" + name + "\" has closed");
    }

    private void close() throws IOException, InterruptedException {
        Set<Visit> left;
        synchronized (this) {
            open = false;
            left = Set.copyOf(visits);
        }
        calls.forEach(call -> call.refuse(closed()));
        for (var visit : left) {
            visit.endCalls(closed());
            left(visit);
        }
    }
}
