// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jzrepl.api.transport.Wire;

/// A wire that looks like a socket, for gRPC. Its remote address names the peer; socket options mean nothing.
public final class WireSocket extends Socket {
    private static final int PREFACE = 24;
    /// Requests are smaller than answers.
    private static final int MAX_UNFINISHED = 8 << 20;

    private final Wire wire;
    private final String peer;
    private final Consumer<Optional<String>> whenClosed;
    private final Faults faults = new Faults();
    private final WireInput input;
    private final WireOutput output;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean outputShut;

    private WireSocket(
            Wire wire, String peer, boolean isClient, int maxInbound, Consumer<Optional<String>> whenClosed) {
        this.wire = wire;
        this.peer = peer;
        this.whenClosed = whenClosed;
        this.input = new WireInput(wire, new FrameFollower(isClient ? 0 : PREFACE, new Inbound(maxInbound)), faults);
        this.output = new WireOutput(wire, new FrameFollower(isClient ? PREFACE : 0, faults));
    }

    static WireSocket ofClient(Wire wire) {
        return new WireSocket(wire, "peer", true, 2 * Methods.LIMIT, _ -> {});
    }

    /// `whenClosed` is told once, after the wire was closed, of the fault for which it was, if any.
    public static WireSocket ofServer(Wire wire, String peer, Consumer<Optional<String>> whenClosed) {
        return new WireSocket(wire, peer, false, MAX_UNFINISHED, whenClosed);
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return InetSocketAddress.createUnresolved(peer, 1);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return InetSocketAddress.createUnresolved("jzrepl", 1);
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 1;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public boolean isInputShutdown() {
        return closed.get();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShut || closed.get();
    }

    @Override
    public void shutdownOutput() throws IOException {
        outputShut = true;
        wire.closeOutput();
    }

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    /// gRPC closes several times.
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                wire.close();
            } finally {
                whenClosed.accept(faults.first());
            }
        }
    }
}
