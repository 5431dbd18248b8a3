// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.hello.Greeting;
import org.jzrepl.rpc.hello.Label;
import org.jzrepl.rpc.wire.Blocking;
import org.jzrepl.rpc.wire.Timings;

/// Dials a peer and introduces itself; for gRPC it makes sockets.
public final class Dialler extends SocketFactory {
    private final Connector connector;
    private final Timings timings;

    public Dialler(Connector connector, Timings timings) {
        this.connector = connector;
        this.timings = timings;
    }

    /// A wire on which the conversation that `label` names may begin.
    public Wire dial(Label label) throws IOException, InterruptedException {
        var wire = Blocking.call(connector::connect);
        boolean greeted = false;
        try {
            Blocking.run(() -> Greeting.call(wire, label, timings));
            greeted = true;
            return wire;
        } finally {
            if (!greeted) {
                wire.close();
            }
        }
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        try {
            return WireSocket.ofClient(dial(Label.CONTROL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("dialling was ended from here");
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }
}
