// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A connection to a Unix socket as a [Socket], since drivers know no other. Connected from the start, closed
/// by an interrupt of the thread that reads or writes. Options of TCP mean nothing to it, and reads have no
/// limit of time.
final class UnixSocket extends Socket {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    UnixSocket(Path path) throws IOException {
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new IOException("connect to " + path + ": " + e.getMessage(), e);
        }
        in = Channels.newInputStream(channel);
        out = Channels.newOutputStream(channel);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // is
    }

    @Override
    public void connect(SocketAddress endpoint) {
        // is
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // of TCP
    }

    @Override
    public void setKeepAlive(boolean on) {
        // of TCP
    }

    @Override
    public void setSoLinger(boolean on, int linger) {
        // of TCP
    }

    @Override
    public void setSoTimeout(int timeout) {
        // see above
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }
}
