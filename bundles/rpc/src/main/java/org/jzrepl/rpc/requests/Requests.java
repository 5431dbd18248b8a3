// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.control.Dialler;
import org.jzrepl.rpc.frames.FrameConnection;
import org.jzrepl.rpc.frames.FrameType;
import org.jzrepl.rpc.hello.Label;
import org.jzrepl.rpc.messages.Decoder;
import org.jzrepl.rpc.messages.Steps;
import org.jzrepl.rpc.proto.PingReq;
import org.jzrepl.rpc.proto.PingRes;
import org.jzrepl.rpc.proto.ReceiveRes;
import org.jzrepl.rpc.proto.SendRes;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;

/// Makes requests of a peer, each over a connection of its own. Safe for use by several threads.
public record Requests(Dialler dialler, Threads threads, Timings timings, Time time) {
    public void ping(String text) throws IOException, InterruptedException {
        try (var connection =
                open(Request.PING, PingReq.newBuilder().setMessage(text).build())) {
            awaitOk(connection);
            var echo = new Decoder<>(PingRes.getDefaultInstance()).decode(response(connection));
            connection.shutDown(timings.linger());
            if (!echo.getEcho().equals(text)) {
                throw new IOException("ping: the peer answers with something else than it was asked");
            }
        }
    }

    /// What is returned has the connection, which closing its stream ends.
    public Sending send(Step step) throws IOException, InterruptedException {
        var connection = open(Request.SEND, Steps.encode(step));
        boolean handedOver = false;
        try {
            awaitOk(connection);
            var answer = new Decoder<>(SendRes.getDefaultInstance()).decode(response(connection));
            var stream = new PulledStream(connection, threads, timings);
            handedOver = true;
            return new Sending(answer.getUsedResumeToken(), stream);
        } finally {
            if (!handedOver) {
                connection.close();
            }
        }
    }

    /// Sends the stream and waits for the peer's answer, which may come before the stream's end.
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        try (var crew = new Crew(threads);
                sending;
                var connection = open(Request.RECEIVE, Steps.encodeReceive(step, sending.usedResumeToken()))) {
            var pump = Pump.start(connection, sending.stream(), crew, timings);
            try {
                awaitOk(connection);
                new Decoder<>(ReceiveRes.getDefaultInstance()).decode(response(connection));
            } catch (IOException e) {
                throw pump.sourceFailure().orElse(e);
            }
            pump.await();
            connection.shutDown(timings.linger());
        }
    }

    private FrameConnection open(Request request, MessageLite message) throws IOException, InterruptedException {
        var connection = new FrameConnection(dialler.dial(Label.DATA), threads, timings, time);
        boolean asked = false;
        try {
            connection.send(FrameType.REQUEST_HEADER, request.header());
            connection.send(FrameType.REQUEST, ByteBuffer.wrap(message.toByteArray()));
            asked = true;
            return connection;
        } finally {
            if (!asked) {
                connection.close();
            }
        }
    }

    private ByteBuffer response(FrameConnection connection) throws IOException, InterruptedException {
        return connection.message(FrameType.RESPONSE, Request.MAX_RESPONSE);
    }

    /// Go peers do not cut their error texts: what is too long is dropped, and told nevertheless.
    private void awaitOk(FrameConnection connection) throws IOException, InterruptedException {
        switch (Verdict.decode(connection.beginning(FrameType.RESPONSE_HEADER, Request.MAX_HEADER))) {
            case Verdict.Ok() -> {}
            case Verdict.Failed(var reason) -> {
                connection.shutDown(timings.linger());
                throw new ZfsException("the other side says: " + reason);
            }
        }
    }
}
