// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A listening socket whose queue is full, so that a further caller waits.
final class DeafSocket implements Closeable {
    private static final int QUEUE = 1;

    private final Path place;
    private final ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> waiting = new ArrayList<>();

    DeafSocket(Path place) throws IOException {
        this.place = place;
        listening.bind(UnixDomainSocketAddress.of(place), QUEUE);
        while (takesAnother()) {
            // the loop's condition calls
        }
    }

    /// A call that does not block fails where a blocking one would wait.
    private boolean takesAnother() throws IOException {
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(socket);
        socket.configureBlocking(false);
        try {
            return socket.connect(UnixDomainSocketAddress.of(place));
        } catch (IOException e) {
            return false;
        }
    }

    Path place() {
        return place;
    }

    @Override
    public void close() throws IOException {
        for (var socket : waiting) {
            socket.close();
        }
        listening.close();
        Files.delete(place);
    }
}
