// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// A bound socket. One thread accepts; any may close, which ends a waiting accept.
public final class TcpListening implements Closeable {
    /// Until another accept is tried: what fails while the socket is open is a lack of descriptors or of memory.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final Runnable whenClosed;
    /// Held by who waits for a caller: the JDK frees the port only when a virtual thread in there has woken up.
    private final Lock waiting = new ReentrantLock();

    TcpListening(ServerSocketChannel channel, InetSocketAddress address, Runnable whenClosed) {
        this.channel = channel;
        this.address = address;
        this.whenClosed = whenClosed;
    }

    /// With the port that it really has.
    public InetSocketAddress address() {
        return address;
    }

    /// @throws ClosedChannelException when it has been closed
    public SocketChannel accept() throws IOException, InterruptedException {
        while (true) {
            var socket = next();
            try {
                return SocketSettings.applied(socket);
            } catch (IOException e) {
                socket.close(); // gone already
            }
        }
    }

    private SocketChannel next() throws IOException, InterruptedException {
        while (true) {
            waiting.lockInterruptibly();
            try {
                return channel.accept();
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                // again after a pause
            } finally {
                waiting.unlock();
            }
            Thread.sleep(PAUSE);
        }
    }

    /// When it returns, the port is free.
    @Override
    public void close() throws IOException {
        channel.close();
        waiting.lock();
        waiting.unlock();
        whenClosed.run();
    }
}
