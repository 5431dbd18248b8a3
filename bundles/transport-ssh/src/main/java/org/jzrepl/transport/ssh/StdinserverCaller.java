// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// A `jzrepl stdinserver` at the socket of `identity`. Behind it is the client, who has to answer our greeting.
record StdinserverCaller(ClientIdentity identity, SocketChannel socket, Deadlines deadlines) implements Caller {
    @Override
    public String origin() {
        return "stdinserver " + identity;
    }

    @Override
    public Peer identify(Duration atMost) throws IOException, InterruptedException {
        var wire = new ChannelWire("client " + identity, ChannelWire.Parts.of(socket), deadlines);
        try {
            wire.readDeadline(atMost);
            wire.writeDeadline(atMost);
            greet(wire);
            wire.readDeadline(Duration.ZERO);
            wire.writeDeadline(Duration.ZERO);
            return new Peer(identity, wire);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /// What exactly the client answers does not matter, as zrepl has it.
    private void greet(Wire wire) throws IOException {
        try {
            Banner.HELO.write(wire);
            Banner.read(wire);
        } catch (SocketTimeoutException e) {
            throw new SocketTimeoutException("client " + identity + " does not answer the greeting");
        } catch (EOFException e) {
            throw new EOFException("client " + identity + " hung up during the greeting");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
