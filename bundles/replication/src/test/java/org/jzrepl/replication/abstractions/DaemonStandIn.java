// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jzrepl.testkit.TestThreads;

/// Answers whoever asks at a control socket with always the same.
final class DaemonStandIn implements AutoCloseable {
    private final ServerSocketChannel server;
    private final TestThreads threads = new TestThreads();

    DaemonStandIn(Path socket, String answer) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        threads.startPump("daemon stand-in", () -> serve(answer));
    }

    static DaemonStandIn showing(Path socket, String jobs) throws IOException {
        return new DaemonStandIn(socket, "HTTP/1.0 200 OK\r\n\r\n{\"Jobs\": {" + jobs + "}}");
    }

    private void serve(String answer) {
        try {
            while (true) {
                try (var client = server.accept()) {
                    client.read(ByteBuffer.allocate(4096));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (ClosedChannelException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when nobody is served any more.
    @Override
    public void close() throws IOException {
        server.close();
        threads.close();
    }
}
