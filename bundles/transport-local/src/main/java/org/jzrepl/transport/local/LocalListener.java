// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.transport.Wire;

/// A bound name. Takes callers who want a wire, and shows the [Reception] to those who want an endpoint.
///
/// Its state is guarded by its own lock; the switchboard is told of changes outside of it.
final class LocalListener implements Listener {
    /// Callers that wait to be accepted; more wait to be let in, as with a socket's backlog.
    private static final int BACKLOG = 128;

    private final String name;
    private final String job;
    private final Switchboard switchboard;
    private final Queue<LocalCaller> waiting = new ArrayDeque<>();
    private volatile Optional<Reception> reception = Optional.empty();
    private boolean closed;

    LocalListener(String name, String job, Switchboard switchboard) {
        this.name = name;
        this.job = job;
        this.switchboard = switchboard;
    }

    String name() {
        return name;
    }

    /// The job that listens.
    String job() {
        return job;
    }

    /// Who answers those who want an endpoint, while somebody does.
    Optional<Reception> reception() {
        return reception;
    }

    void receiveWith(Optional<Reception> now) {
        reception = now;
        switchboard.changed();
    }

    /// The connecting end of a new wire, whose other end waits to be accepted; empty while nobody can be let in.
    synchronized Optional<Wire> dial(ClientIdentity identity) {
        if (closed || waiting.size() >= BACKLOG) {
            return Optional.empty();
        }
        var wires = LocalWire.pair();
        waiting.add(new LocalCaller(identity, wires.accepting()));
        notifyAll();
        return Optional.of(wires.connecting());
    }

    @Override
    public Caller accept() throws IOException, InterruptedException {
        var caller = next();
        switchboard.changed();
        return caller;
    }

    private synchronized Caller next() throws IOException, InterruptedException {
        while (waiting.isEmpty()) {
            if (closed) {
                throw new ClosedChannelException();
            }
            wait();
        }
        return waiting.remove();
    }

    synchronized void awaitClosed() throws InterruptedException {
        while (!closed) {
            wait();
        }
    }

    @Override
    public void close() {
        switchboard.unbind(this);
        synchronized (this) {
            closed = true;
            waiting.forEach(LocalCaller::close);
            waiting.clear();
            notifyAll();
        }
    }
}
