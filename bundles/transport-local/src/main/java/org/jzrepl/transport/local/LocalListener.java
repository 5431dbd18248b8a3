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
    /// Callers that wait to be accepted; more are refused, as a socket's backlog does.
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

    /// The connecting end of a new wire, whose other end waits to be accepted.
    synchronized Wire dial(ClientIdentity identity) throws IOException {
        if (closed || waiting.size() >= BACKLOG) {
            throw new IOException(
                    "dial local listener \"" + name + "\": " + (closed ? "it is closed" : "too many callers wait"));
        }
        var wires = LocalWire.pair();
        waiting.add(new LocalCaller(identity, wires.accepting()));
        notifyAll();
        return wires.connecting();
    }

    @Override
    public synchronized Caller accept() throws IOException, InterruptedException {
        while (waiting.isEmpty()) {
            if (closed) {
                throw new ClosedChannelException();
            }
            wait();
        }
        return waiting.remove();
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
