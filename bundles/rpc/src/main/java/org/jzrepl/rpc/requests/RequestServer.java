// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.frames.FrameConnection;
import org.jzrepl.rpc.frames.FrameType;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the one request of a data connection.
public final class RequestServer {
    private static final Logger LOG = LoggerFactory.getLogger(RequestServer.class);

    private final Threads threads;
    private final Timings timings;
    private final Time time;

    public RequestServer(Threads threads, Timings timings, Time time) {
        this.threads = threads;
        this.timings = timings;
        this.time = time;
    }

    /// Runs on a platform thread, since streams come from and go to pipes; closes the wire.
    public void serve(Wire wire, ClientIdentity client, Endpoint side) throws InterruptedException {
        try (var connection = new FrameConnection(wire, threads, timings, time)) {
            try {
                connection.within(Optional.of(timings.request()));
                var header = connection.message(FrameType.REQUEST_HEADER, Request.MAX_HEADER);
                var request = connection.message(FrameType.REQUEST, Request.MAX_REQUEST);
                connection.within(Optional.empty());
                answer(connection, client, new Exchange(connection, side), header, request);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("client", client)
                        .addKeyValue("err", Reason.of(e))
                        .log("a data connection has broken");
                connection.shutDown(timings.linger());
            }
        }
    }

    private void answer(
            FrameConnection connection, ClientIdentity client, Exchange exchange, ByteBuffer header, ByteBuffer request)
            throws IOException, InterruptedException {
        try {
            exchange.answer(Request.of(header), request);
        } catch (RefusedException e) {
            LOG.atInfo()
                    .addKeyValue("client", client)
                    .addKeyValue("err", Reason.of(e))
                    .log("a client's request was refused");
            connection.send(FrameType.RESPONSE_HEADER, Verdict.failed(e));
        }
        connection.shutDown(timings.drain());
    }
}
