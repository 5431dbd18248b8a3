// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// A listening socket whose backlog is full, so that the system answers no further caller.
public final class DeafSocket implements Closeable {
    private static final int MILLIS = 200;
    private static final int BACKLOG = 1;

    private final ServerSocket listening;
    private final List<SocketChannel> waiting = new ArrayList<>();

    public DeafSocket() throws IOException {
        listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        while (takesAnother()) {
            // the loop's condition calls
        }
    }

    private boolean takesAnother() throws IOException {
        var socket = SocketChannel.open();
        waiting.add(socket);
        try {
            var address = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
            socket.socket().connect(address, MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    public String port() {
        return Integer.toString(listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (var socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
