// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.rpc.wire.Crew;

/// Answers the calls of all control connections that it is given. Safe for use by several threads.
public final class ControlServer implements AutoCloseable {
    private static final long KEEP_ALIVE = 10;
    /// Go sends pings every 10 s when idle, and some more after it has received much.
    private static final long PINGS_ALLOWED = 1;

    private static final int MAX_CALLS = 32;
    private static final int MAX_HEADERS = 1 << 16;

    private final Crew crew;
    private final WireQueue queue = new WireQueue();
    private final Server server;

    public ControlServer(Sides sides, Threads threads, ScheduledExecutorService timer) {
        this.crew = new Crew(threads);
        this.server = OkHttpServerBuilder.forPort(
                        InetSocketAddress.createUnresolved("queue", 1), InsecureServerCredentials.create())
                .socketFactory(queue)
                .addService(new Replication(sides).service())
                .decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, true))
                .permitKeepAliveTime(PINGS_ALLOWED, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(KEEP_ALIVE, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE, TimeUnit.SECONDS)
                .maxInboundMessageSize(Methods.GO_LIMIT)
                .maxInboundMetadataSize(MAX_HEADERS)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .executor(this::execute)
                .transportExecutor(this::execute)
                .scheduledExecutorService(timer)
                .build();
        start();
    }

    /// Serves `socket` until one of both sides ends it.
    public void serve(WireSocket socket) throws IOException {
        queue.offer(socket);
    }

    /// Ends all connections, and waits for the calls under way.
    @Override
    public void close() {
        server.shutdownNow();
        crew.close();
    }

    private void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("a server that listens nowhere cannot fail to", e);
        }
    }

    private void execute(Runnable task) {
        crew.offer("control connection", task);
    }
}
