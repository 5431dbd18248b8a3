// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.threads.Threads;

/// Turns a written address into those of sockets.
record Resolver(Threads threads) {
    /// Nobody configures a limit for listening.
    private static final Duration TO_LISTEN = Duration.ofMinutes(1);

    /// In the system's order of preference. An empty host is this one.
    List<InetSocketAddress> toDial(HostAndPort address, Duration atMost) throws IOException, InterruptedException {
        int port = Ports.number(address.port());
        return Stream.of(addresses(address.host(), atMost))
                .map(each -> new InetSocketAddress(each, port))
                .toList();
    }

    /// An empty host is all addresses of this one.
    InetSocketAddress toBind(HostAndPort address) throws IOException, InterruptedException {
        int port = Ports.number(address.port());
        return address.host().isEmpty()
                ? new InetSocketAddress(port)
                : new InetSocketAddress(addresses(address.host(), TO_LISTEN)[0], port);
    }

    private InetAddress[] addresses(String host, Duration atMost) throws IOException, InterruptedException {
        if (host.isEmpty()) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException e) {
            return byName(host, atMost);
        }
    }

    /// The system's resolver knows neither interrupts nor limits: it is left alone with its question.
    private InetAddress[] byName(String host, Duration atMost) throws IOException, InterruptedException {
        var answer = new CompletableFuture<InetAddress[]>();
        threads.startPump("resolve " + host, () -> {
            try {
                answer.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no address of host \"" + host + "\" is known", e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("resolve host \"" + host + "\": no answer");
        }
    }
}
