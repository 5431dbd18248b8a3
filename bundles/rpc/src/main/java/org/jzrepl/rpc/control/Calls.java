// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.proto.PingReq;
import org.jzrepl.rpc.wire.Crew;

/// Calls a peer over a control connection, which is dialled at the first call and again after a loss. Safe
/// for use by several threads.
public final class Calls implements AutoCloseable {
    private static final long KEEP_ALIVE = 10;
    /// For gRPC to say goodbye.
    private static final long PARTING = 2;

    private final Crew crew;
    private final ManagedChannel channel;

    public Calls(Dialler dialler, Threads threads, ScheduledExecutorService timer) {
        this.crew = new Crew(threads);
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", 1, InsecureChannelCredentials.create())
                .overrideAuthority("jzrepl")
                .proxyDetector(_ -> null)
                .disableRetry()
                .disableServiceConfigLookUp()
                .socketFactory(dialler)
                .keepAliveTime(KEEP_ALIVE, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .maxInboundMessageSize(Methods.LIMIT)
                .executor(this::execute)
                .transportExecutor(this::execute)
                .offloadExecutor(this::execute)
                .scheduledExecutorService(timer)
                .build();
    }

    /// The answer of the peer's side.
    ///
    /// @throws ZfsException where the side refused or failed
    /// @throws UnreachableException where it was not reached, or lost
    public <Q, A> A call(MethodDescriptor<Q, A> method, Q request) throws IOException, InterruptedException {
        return call(method, request, CallOptions.DEFAULT);
    }

    /// Returns once the peer echoes `text`, for which it waits as long as it takes.
    public void ping(String text) throws IOException, InterruptedException {
        channel.resetConnectBackoff();
        var options = CallOptions.DEFAULT.withWaitForReady();
        var echo = call(Methods.PING, PingReq.newBuilder().setMessage(text).build(), options);
        if (!echo.getEcho().equals(text)) {
            throw new IOException("ping: the peer answers with something else than it was asked");
        }
    }

    /// Ends the connection, and calls under way with it.
    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(PARTING, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
        crew.close();
    }

    private void execute(Runnable task) {
        crew.offer("control connection", task);
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request, CallOptions options)
            throws IOException, InterruptedException {
        try {
            return ClientCalls.blockingUnaryCall(channel, method, options, request);
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(method.getBareMethodName() + ": interrupted");
            }
            throw failure(method, e);
        }
    }

    /// A peer's side answers `UNKNOWN`, never `UNAVAILABLE`: that is ours, and its cause what our dialling said.
    private static IOException failure(MethodDescriptor<?, ?> method, StatusRuntimeException e) {
        var status = e.getStatus();
        var text = Optional.ofNullable(status.getDescription())
                .or(() -> Optional.ofNullable(status.getCause()).map(Throwable::getMessage))
                .orElseGet(() -> status.getCode().name());
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                new UnreachableException(
                        "control connection: " + text,
                        status.getCause() instanceof InterruptedIOException || status.getCause() == null
                                ? e
                                : status.getCause());
            case UNKNOWN -> new ZfsException(text, e);
            default -> new IOException("the peer does not answer " + method.getBareMethodName() + ": " + text, e);
        };
    }
}
