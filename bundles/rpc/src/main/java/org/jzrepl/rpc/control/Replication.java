// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.log.Reason;
import org.jzrepl.rpc.frames.ErrorText;
import org.jzrepl.rpc.wire.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service `Replication`: finds the caller's side, asks it, and tells failures as a Go peer understands them.
record Replication(Sides sides, Places<String> places) {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final Context.Key<String> PEER = Context.key("peer");
    /// Percent-encoded, it must stay below 8 KiB.
    private static final int MAX_TEXT = 2_500;

    /// Of one peer: gRPC counts those of a connection, and not those that the peer says it has given up.
    private static final int MAX_CALLS = 64;

    Replication(Sides sides) {
        this(sides, new Places<>(MAX_CALLS, Integer.MAX_VALUE));
    }

    /// What a side answers to a request.
    @FunctionalInterface
    interface Answering<Q, A> {
        A answer(Endpoint side, Q request) throws IOException, InterruptedException;
    }

    ServerServiceDefinition service() {
        var service = ServerServiceDefinition.builder(Methods.SERVICE);
        add(service, Methods.PING, Answers::ping);
        add(service, Methods.LIST_FILESYSTEMS, Answers::filesystems);
        add(service, Methods.LIST_VERSIONS, Answers::versions);
        add(service, Methods.DESTROY, Answers::destroy);
        add(service, Methods.CURSOR, Answers::cursor);
        add(service, Methods.SEND_DRY, Answers::estimate);
        add(service, Methods.SEND_COMPLETED, Answers::completed);
        return ServerInterceptors.intercept(service.build(), new Peers());
    }

    private <Q, A> void add(
            ServerServiceDefinition.Builder service, MethodDescriptor<Q, A> method, Answering<Q, A> answering) {
        service.addMethod(
                method,
                ServerCalls.asyncUnaryCall((request, observer) -> answer(method, request, observer, answering)));
    }

    /// Whatever happens is told to the peer: an exception that gets through to gRPC loses its text.
    @SuppressWarnings("IllegalCatch") // a bug in a side concerns this call only
    private <Q, A> void answer(
            MethodDescriptor<Q, A> method, Q request, StreamObserver<A> observer, Answering<Q, A> answering) {
        if (!places.take(PEER.get())) {
            observer.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("over " + MAX_CALLS + " calls at once")
                    .asException());
            return;
        }
        try {
            var answer = answering.answer(sides.of(PEER.get()), request);
            observer.onNext(answer);
            observer.onCompleted();
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue("client", PEER.get())
                    .addKeyValue("call", method.getBareMethodName())
                    .addKeyValue("err", Reason.of(e))
                    .log("a client's call was refused");
            observer.onError(failure(Status.UNKNOWN, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(
                    Status.CANCELLED.withDescription("the job is being ended").asException());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("client", PEER.get())
                    .addKeyValue("call", method.getBareMethodName())
                    .setCause(e)
                    .log("a client's call met a bug");
            observer.onError(failure(Status.INTERNAL, e));
        } finally {
            places.leave(PEER.get());
        }
    }

    private static Exception failure(Status status, Exception cause) {
        return status.withDescription(ErrorText.of(cause, MAX_TEXT)).asException();
    }

    /// Who calls is who the transport says it is; nothing in a request matters.
    private static final class Peers implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            if (!(address instanceof InetSocketAddress peer)) {
                throw new IllegalStateException("a control connection has no peer");
            }
            return Contexts.interceptCall(Context.current().withValue(PEER, peer.getHostString()), call, headers, next);
        }
    }
}
