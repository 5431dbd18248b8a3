// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.unix.SocketPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one request on each connection, each on a thread of its own. Reading and writing are bounded in time;
/// an answer that takes long is given up when the client leaves.
final class ControlServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final Duration READ_AT_MOST = Duration.ofSeconds(1);
    private static final Duration WRITE_AT_MOST = Duration.ofSeconds(10);

    private final SocketPlace place;
    private final Routes routes;
    private final Conversations conversations;
    private final Threads threads;
    private final Thread acceptor;

    ControlServer(SocketPlace place, Routes routes, Conversations conversations, Threads threads) {
        this.place = place;
        this.routes = routes;
        this.conversations = conversations;
        this.threads = threads;
        acceptor = threads.start("control accept", this::accept);
    }

    @Override
    public void close() throws IOException {
        place.close();
        acceptor.interrupt();
    }

    private void accept() {
        while (true) {
            try {
                var connection = place.channel().accept();
                threads.start("control connection", () -> serve(connection));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.atError().setCause(e).log("control socket is broken");
                return;
            }
        }
    }

    private void serve(SocketChannel connection) throws InterruptedException {
        try (connection) {
            try {
                serve(read(connection), connection);
            } catch (HttpRequest.MalformedRequestException e) {
                write(HttpReply.text(400, e.getMessage()), connection);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("control connection ended early");
        }
    }

    private HttpRequest read(SocketChannel connection) throws IOException {
        try (var _ = new Deadline(connection, READ_AT_MOST)) {
            return HttpRequest.read(connection);
        }
    }

    private void serve(HttpRequest request, SocketChannel connection) throws IOException, InterruptedException {
        if (request.upgrade().isEmpty()) {
            write(answer(request, connection), connection);
        } else {
            converse(request.upgrade().orElseThrow(), connection);
        }
    }

    private void converse(String protocol, SocketChannel connection) throws IOException, InterruptedException {
        var conversation = conversations.in(protocol);
        if (conversation.isPresent()) {
            conversations.hold(conversation.orElseThrow(), connection);
        } else {
            write(conversations.unknown(protocol), connection);
        }
    }

    private void write(HttpReply reply, SocketChannel connection) throws IOException {
        try (var _ = new Deadline(connection, WRITE_AT_MOST)) {
            reply.write(connection);
        }
    }

    private HttpReply answer(HttpRequest request, SocketChannel connection) {
        if (!routes.isLasting(request)) {
            return routes.answer(request);
        }
        try (var _ = new Attendance(connection, threads)) {
            return routes.answer(request);
        }
    }

    /// Closes a connection whose time is over.
    private final class Deadline implements Closeable {
        private final Thread timer;

        Deadline(SocketChannel connection, Duration atMost) {
            timer = threads.start("control deadline", () -> {
                Thread.sleep(atMost);
                close(connection);
            });
        }

        private static void close(SocketChannel connection) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("err", e.toString()).log("cannot close a control connection");
            }
        }

        @Override
        public void close() {
            timer.interrupt();
        }
    }
}
