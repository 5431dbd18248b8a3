// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// Dials one socket; `timeout` zero: without a limit.
record UnixConnector(Path place, Duration timeout, Threads threads, Deadlines deadlines) implements Connector {
    private static final long FOR_EVER = Long.MAX_VALUE;

    @Override
    public Wire connect() throws IOException, InterruptedException {
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            awaitAnswer(socket);
            connected = true;
            return new ChannelWire(place.toString(), ChannelWire.Parts.of(socket), deadlines);
        } finally {
            if (!connected) {
                socket.close(); // which ends the thread that still dials
            }
        }
    }

    /// Where the listener's queue is full, the call blocks: on a thread of its own, since there it can be waited
    /// for with a limit.
    private void awaitAnswer(SocketChannel socket) throws IOException, InterruptedException {
        var answer = new CompletableFuture<Optional<IOException>>();
        threads.startPump("dial " + place, () -> {
            try {
                socket.connect(UnixDomainSocketAddress.of(place));
                answer.complete(Optional.empty());
            } catch (IOException e) {
                answer.complete(Optional.of(e));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            var failure = answer.get(timeout.isZero() ? FOR_EVER : timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (failure.isPresent()) {
                throw new IOException(
                        "dial " + place + ": " + failure.orElseThrow().getMessage(), failure.orElseThrow());
            }
        } catch (TimeoutException e) {
            throw (IOException)
                    new SocketTimeoutException("dial " + place + ": no answer within " + timeout).initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("dial " + place, e.getCause());
        }
    }
}
