// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves callers: makes each an endpoint, and runs their calls on threads of the serving job, which made this.
///
/// `visits` and `open` are guarded by the object's own lock, which is not held over a call.
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Function<ClientIdentity, Endpoint> forPeer;
    private final Guests guests;
    private final Threads threads;
    private final LinkedBlockingQueue<Call<?>> calls = new LinkedBlockingQueue<>();
    private final Set<Visit> visits = new HashSet<>();
    private final Thread dispatcher;
    private boolean open = true;

    Reception(Function<ClientIdentity, Endpoint> forPeer, Guests guests, Threads threads) {
        this.forPeer = forPeer;
        this.guests = guests;
        this.threads = threads;
        this.dispatcher = threads.start("local calls", this::dispatch);
    }

    /// Starts a thread for each call, until interrupted.
    private void dispatch() throws InterruptedException {
        while (true) {
            var call = calls.take();
            call.startedAs(threads.start("local call", call));
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

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void submit(Call<?> call) throws IOException {
        requireOpen();
        calls.add(call);
    }

    /// Ends the calls under way, then closes what was handed out. An interrupt does not keep it from that.
    void close() {
        Set<Visit> left;
        synchronized (this) {
            open = false;
            left = Set.copyOf(visits);
        }
        boolean interrupted = ended(dispatcher);
        calls.forEach(call -> call.refuse(closed()));
        for (var visit : left) {
            interrupted |= visit.endCalls(closed());
            leave(visit);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void leave(Visit visit) {
        try {
            left(visit);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("client", visit.identity())
                    .addKeyValue("err", Reason.of(e))
                    .log("cannot close the side of a local client");
        }
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw closed();
        }
    }

    private static IOException closed() {
        return new IOException("the job that listens there has ended");
    }
}
