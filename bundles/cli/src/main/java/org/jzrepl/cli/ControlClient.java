// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Speaks to the daemon's control socket (`operations.md` 6.1). One connection for each request, in HTTP/1.0,
/// whose replies end with the connection: there is nothing to frame.
final class ControlClient {
    private static final int REPLY_AT_MOST = 256 << 20;
    private static final int ERROR_SHOWN = 4096;

    private final Path socket;

    ControlClient(Path socket) {
        this.socket = socket;
    }

    /// @throws CommandFailedException with what the daemon says, or why it cannot be asked
    String post(String path, Map<String, String> request) {
        var reply = exchange(path, new Gson().toJson(request));
        if (reply.isEmpty()) {
            throw new CommandFailedException("daemon at " + socket + " ended before it answered: look into its log");
        }
        int head = reply.indexOf("\r\n\r\n");
        if (head < 0 || !reply.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new CommandFailedException("daemon at " + socket + " does not speak HTTP");
        }
        var body = reply.substring(head + 4);
        if (!reply.startsWith("200", "HTTP/1.x ".length())) {
            throw new CommandFailedException(
                    body.strip().substring(0, Math.min(ERROR_SHOWN, body.strip().length())));
        }
        return body.stripTrailing();
    }

    JsonObject ask(String path) {
        return ask(path, Map.of());
    }

    JsonObject ask(String path, Map<String, String> request) {
        try {
            return JsonParser.parseString(post(path, request)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new CommandFailedException("daemon at " + socket + " answers no JSON", e);
        }
    }

    /// A connection that has changed to another protocol.
    ///
    /// @throws CommandFailedException with what the daemon says, or why it cannot be asked
    SocketChannel upgrade(String protocol) {
        var request = "POST / HTTP/1.1\r\nHost: unix\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n";
        try {
            var channel = connect();
            write(channel, request);
            var head = new StringBuilder();
            var single = ByteBuffer.allocate(1);
            while (head.indexOf("\r\n\r\n") < 0 && channel.read(single.clear()) > 0) {
                head.append((char) single.get(0)); // no byte more: what follows is the other protocol's
            }
            if (head.toString().startsWith("HTTP/1.1 101 ")) {
                return channel;
            }
            try (channel) {
                var body = new String(Channels.newInputStream(channel).readNBytes(ERROR_SHOWN), StandardCharsets.UTF_8);
                throw new CommandFailedException(body.isBlank() ? "daemon at " + socket + " refuses" : body.strip());
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void write(SocketChannel channel, String request) throws IOException {
        var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private CommandFailedException unreachable(IOException why) {
        return new CommandFailedException(
                "cannot reach the daemon at " + socket + ": " + why.getMessage() + "; is it running?", why);
    }

    private String exchange(String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "POST " + path + " HTTP/1.0\r\nHost: unix\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        try (var channel = connect()) {
            write(channel, head + body);
            return new String(Channels.newInputStream(channel).readNBytes(REPLY_AT_MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }
}
