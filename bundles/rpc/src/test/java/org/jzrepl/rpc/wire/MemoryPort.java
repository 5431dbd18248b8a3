// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.transport.Wire;

/// A place in memory to listen at and to call.
public final class MemoryPort implements Listener {
    private final Queue<Caller> callers = new ArrayDeque<>(); // guarded by this
    private boolean closed;

    /// Calls as a client that the listener knows.
    public Connector as(String identity) {
        return () -> dial(identity);
    }

    public synchronized Wire dial(String identity) throws IOException {
        if (closed) {
            throw new ConnectException("connection refused");
        }
        var wires = MemoryWire.pair();
        callers.add(new Known("memory", new ClientIdentity(identity), wires.server()));
        notifyAll();
        return wires.client();
    }

    /// Calls as anything else.
    public synchronized void call(Caller caller) {
        callers.add(caller);
        notifyAll();
    }

    @Override
    public synchronized Caller accept() throws IOException, InterruptedException {
        while (callers.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        return callers.remove();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// A caller whose identity needs no finding out.
    public record Known(String origin, ClientIdentity identity, Wire wire) implements Caller {
        @Override
        public Peer identify(Duration atMost) {
            return new Peer(identity, wire);
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
