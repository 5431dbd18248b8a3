// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.rpc.frames.FrameConnection;
import org.jzrepl.rpc.frames.FrameType;
import org.jzrepl.rpc.frames.SourceFailedException;
import org.jzrepl.rpc.messages.Decoder;
import org.jzrepl.rpc.messages.MalformedException;
import org.jzrepl.rpc.messages.Steps;
import org.jzrepl.rpc.proto.PingReq;
import org.jzrepl.rpc.proto.PingRes;
import org.jzrepl.rpc.proto.ReceiveReq;
import org.jzrepl.rpc.proto.ReceiveRes;
import org.jzrepl.rpc.proto.SendReq;
import org.jzrepl.rpc.proto.SendRes;
import org.jzrepl.rpc.wire.Blocking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request, what a side makes of it, and the response.
///
/// What the side throws is a [RefusedException], for the peer to know; other exceptions are the connection's.
record Exchange(FrameConnection connection, Endpoint side) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    void answer(Optional<Request> request, ByteBuffer message) throws IOException, InterruptedException {
        switch (request.orElseThrow(() -> new RefusedException("requested endpoint does not exist"))) {
            case PING -> ping(new Decoder<>(PingReq.getDefaultInstance()).decode(message));
            case SEND -> send(new Decoder<>(SendReq.getDefaultInstance()).decode(message));
            case RECEIVE -> receive(new Decoder<>(ReceiveReq.getDefaultInstance()).decode(message));
        }
    }

    private void ping(PingReq request) throws IOException, InterruptedException {
        respond(PingRes.newBuilder().setEcho(request.getMessage()).build());
    }

    /// A peer that is lost meanwhile has no use for what is under way for it.
    private void send(SendReq request) throws IOException, InterruptedException {
        if (!(side instanceof Endpoint.Sender sender)) {
            throw new RefusedException("receiver does not implement Send()");
        }
        var cancelling = new Cancelling(Thread.currentThread());
        connection.onLoss(cancelling::lost);
        try (var sending = begin(sender, request)) {
            respond(SendRes.newBuilder()
                    .setUsedResumeToken(sending.usedResumeToken())
                    .build());
            connection.sendStream(FrameType.STREAM, sending.stream(), cancelling::disarm);
        } catch (SourceFailedException e) {
            LOG.atError()
                    .addKeyValue("fs", request.getFilesystem())
                    .addKeyValue("err", e.failure().getMessage())
                    .log("sending a stream has failed");
        } catch (InterruptedException e) {
            if (cancelling.disarm()) {
                throw new IOException("the client is gone", e);
            }
            throw e;
        } finally {
            cancelling.disarm();
        }
    }

    private static Sending begin(Endpoint.Sender sender, SendReq request) throws IOException, InterruptedException {
        var step = step(() -> Steps.decode(request));
        try {
            return Blocking.call(() -> sender.send(step));
        } catch (IOException e) {
            throw new RefusedException(e);
        }
    }

    /// The stream may be broken; the peer is told nevertheless, since it may still listen.
    private void receive(ReceiveReq request) throws IOException, InterruptedException {
        if (!(side instanceof Endpoint.Receiver receiver)) {
            throw new RefusedException("sender does not implement Receive()");
        }
        var step = step(() -> Steps.decode(request));
        try {
            var sending = new Sending(!request.getClearResumeToken(), connection.stream(FrameType.STREAM));
            Blocking.run(() -> receiver.receive(step, sending));
        } catch (IOException e) {
            throw new RefusedException(e);
        }
        respond(ReceiveRes.getDefaultInstance());
    }

    private void respond(MessageLite response) throws IOException, InterruptedException {
        connection.send(FrameType.RESPONSE_HEADER, Verdict.ok());
        connection.send(FrameType.RESPONSE, ByteBuffer.wrap(response.toByteArray()));
    }

    @FunctionalInterface
    private interface Decoding {
        Step decode() throws MalformedException;
    }

    private static Step step(Decoding decoding) throws RefusedException {
        try {
            return decoding.decode();
        } catch (MalformedException e) {
            throw new RefusedException(e);
        }
    }
}
