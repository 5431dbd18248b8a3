// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Answers on a control socket with replies that are given beforehand, by path.
final class FakeDaemon implements Closeable {
    private final ServerSocketChannel server;
    private final Map<String, Reply> replyByPath;

    FakeDaemon(Path socket, Map<String, Reply> replyByPath) throws IOException {
        this.replyByPath = Map.copyOf(replyByPath);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("fake daemon").start(this::serve);
    }

    record Reply(int status, String body) {}

    private void serve() {
        while (true) {
            try (var connection = server.accept()) {
                answer(connection);
            } catch (IOException e) {
                return; // closed, or the test fails by the missing answer
            }
        }
    }

    private void answer(SocketChannel connection) throws IOException {
        var request = request(connection);
        var path = request.split(" ")[1];
        var reply = replyByPath.getOrDefault(path, new Reply(404, "404 page not found\n"));
        var text = "HTTP/1.0 " + reply.status() + " X\r\nContent-Length: "
                + reply.body().getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + reply.body();
        connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Head and body, so that the client has sent everything before it is answered.
    private static String request(SocketChannel connection) throws IOException {
        var in = Channels.newInputStream(connection);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        var length = head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1");
        return head + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
