// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jzrepl.api.config.HostAndPort;

/// Connects to the first of a host's addresses that answers. Each has an equal part of the time that is left, so
/// that one which swallows packets does not cost all of it.
record Dialler(Resolver resolver) {
    /// Where no limit is asked for.
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    SocketChannel dial(HostAndPort address, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + (atMost.isZero() ? FOR_EVER : atMost).toNanos();
        try {
            var addresses = new ArrayDeque<>(resolver.toDial(address, left(deadline)));
            return first(addresses, deadline);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (SocketTimeoutException e) {
            throw (IOException)
                    new SocketTimeoutException("dial " + address + ": no answer within " + atMost).initCause(e);
        } catch (IOException e) {
            throw new IOException("dial " + address + ": " + e.getMessage(), e);
        }
    }

    private static SocketChannel first(Queue<InetSocketAddress> addresses, long deadline) throws IOException {
        while (true) {
            int candidates = addresses.size();
            try {
                return connected(addresses.remove(), left(deadline).dividedBy(candidates));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                if (candidates == 1) {
                    throw e;
                }
            }
        }
    }

    private static SocketChannel connected(InetSocketAddress address, Duration atMost) throws IOException {
        var socket = SocketChannel.open();
        try {
            socket.socket().connect(address, Math.clamp(atMost.toMillis(), 1, Integer.MAX_VALUE));
            return SocketSettings.applied(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1));
    }
}
