// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.threads.Threads;

/// Writes down what it is told over TCP; each time it is opened, at another port.
final class LineServer implements Closeable {
    private final Threads threads;
    private final Reading reading;
    private final Listening listening;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private volatile int port;
    private volatile Optional<Thread> accepting = Optional.empty();

    /// Adds what comes to the list, until the end.
    @FunctionalInterface
    interface Reading {
        void read(InputStream in, List<String> messages) throws IOException;
    }

    /// Opens the socket at which it listens, at a port that is free.
    @FunctionalInterface
    interface Listening {
        ServerSocket at(InetAddress address) throws IOException;
    }

    LineServer(Threads threads) {
        this(threads, LineServer::readLines);
    }

    LineServer(Threads threads, Reading reading) {
        this(threads, reading, address -> new ServerSocket(0, 50, address));
    }

    /// Reads lines from the sockets of `listening`.
    LineServer(Threads threads, Listening listening) {
        this(threads, LineServer::readLines, listening);
    }

    private LineServer(Threads threads, Reading reading, Listening listening) {
        this.threads = threads;
        this.reading = reading;
        this.listening = listening;
    }

    private static void readLines(InputStream in, List<String> lines) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int port() {
        return port;
    }

    void open() throws IOException {
        var server = listening.at(InetAddress.getLoopbackAddress());
        open.add(server);
        port = server.getLocalPort();
        accepting = Optional.of(threads.start("accept", () -> accept(server)));
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                threads.start("read", () -> read(socket));
            } catch (IOException e) {
                return; // closed by the test
            }
        }
    }

    private void read(Socket socket) {
        try (socket) {
            reading.read(socket.getInputStream(), lines);
        } catch (IOException e) {
            // closed by the test, or the peer has gone
        }
    }

    /// Nobody can connect once this has returned: the port is let go by the thread that accepts, not by the
    /// closing.
    @Override
    public void close() throws IOException {
        for (var one : open) {
            one.close();
        }
        open.clear();
        try {
            if (accepting.isPresent()) {
                accepting.orElseThrow().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the port is let go");
        }
    }
}
