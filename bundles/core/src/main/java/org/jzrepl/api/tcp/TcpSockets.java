// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Dials and listens, and knows which job listens where. A service of core; safe for use by several threads.
@Component(service = TcpSockets.class)
public final class TcpSockets {
    /// As Go asks for; the system takes as much of it as it likes.
    private static final int BACKLOG = 4096;

    private final Dialler dialler;
    private final Map<InetSocketAddress, String> jobByAddress = new HashMap<>(); // guarded by this

    @Activate
    public TcpSockets(@Reference Threads threads) {
        dialler = new Dialler(new Resolver(threads));
    }

    /// A connected socket. Name resolution counts as dialling; zero: no limit but the system's.
    public SocketChannel dial(HostAndPort address, Duration atMost) throws IOException, InterruptedException {
        return dialler.dial(address, atMost);
    }

    /// A bound socket. `freebind` allows an address that this host does not have yet; `job` is named to
    /// others who want the same address.
    public TcpListening listen(HostAndPort address, boolean freebind, String job)
            throws IOException, InterruptedException {
        var wanted = dialler.resolver().toBind(address);
        var channel = ServerSocketChannel.open();
        try {
            if (freebind) {
                new FreeBind().allow(channel);
            }
            channel.bind(wanted, BACKLOG);
            return listening(channel, job);
        } catch (IOException e) {
            channel.close();
            throw new IOException("listen at " + address + ": " + reason(e, wanted), e);
        }
    }

    private synchronized TcpListening listening(ServerSocketChannel channel, String job) throws IOException {
        var bound = (InetSocketAddress) channel.getLocalAddress();
        jobByAddress.put(bound, job);
        return new TcpListening(channel, bound, () -> left(bound));
    }

    private synchronized void left(InetSocketAddress bound) {
        jobByAddress.remove(bound);
    }

    private String reason(IOException failure, InetSocketAddress wanted) {
        if (!(failure instanceof BindException)) {
            return failure.getMessage();
        }
        return holder(wanted)
                .map(job -> "job \"" + job + "\" listens there already")
                .orElse(failure.getMessage());
    }

    private synchronized Optional<String> holder(InetSocketAddress wanted) {
        return jobByAddress.entrySet().stream()
                .filter(entry -> overlap(entry.getKey(), wanted))
                .map(Map.Entry::getValue)
                .findAny();
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }
}
