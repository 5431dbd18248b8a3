// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/// Looks like a listening socket to gRPC's server; what it accepts are wires that others have let in.
final class WireQueue extends ServerSocketFactory {
    /// Each waits but for gRPC's thread to come by.
    private final BlockingQueue<Optional<WireSocket>> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /// Hands a wire to gRPC, which closes it.
    void offer(WireSocket socket) throws IOException {
        waiting.add(Optional.of(socket));
        if (closed) {
            hangUp();
        }
    }

    private void hangUp() throws IOException {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.isPresent()) {
                next.orElseThrow().close();
            }
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Face();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return new Face();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return new Face();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new Face();
    }

    private final class Face extends ServerSocket {
        Face() throws IOException {
            super();
        }

        @Override
        public void setReuseAddress(boolean on) {}

        @Override
        public void bind(SocketAddress address) {}

        @Override
        public void bind(SocketAddress address, int backlog) {}

        @Override
        public boolean isBound() {
            return true;
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return InetSocketAddress.createUnresolved("queue", 1);
        }

        /// Ends when closed, and not before: gRPC reports anything else as a severe failure.
        @Override
        public Socket accept() throws IOException {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return waiting.take().orElseThrow(() -> new SocketException("closed"));
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            hangUp();
            waiting.add(Optional.empty());
            super.close();
        }
    }
}
