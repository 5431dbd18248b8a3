// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// A client of the control socket (HTTP/1.0: the reply ends with the connection).
public record ControlSocket(Path path) {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");

    /// @throws IOException if nobody answers, or with what the daemon refuses
    public String post(String route, String body) throws IOException {
        var reply = exchange("POST " + route + " HTTP/1.0\r\nContent-Length: " + bytes(body) + "\r\n\r\n" + body);
        int end = reply.indexOf("\r\n\r\n");
        if (end < 0 || bytes(reply.substring(end + 4)) < announced(reply.substring(0, end))) {
            throw new IOException(route + ": the daemon ends in the middle of its answer");
        }
        var content = reply.substring(end + 4).strip();
        if (!reply.matches("(?s)HTTP/1\\.[01] 200 .*")) {
            throw new IOException(route + " is refused: " + content);
        }
        return content;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int announced(String head) {
        return LENGTH.matcher(head)
                .results()
                .mapToInt(length -> Integer.parseInt(length.group(1)))
                .findFirst()
                .orElse(0);
    }

    public JsonObject ask(String route) throws IOException {
        var answer = post(route, "{}");
        try {
            return JsonParser.parseString(answer).getAsJsonObject();
        } catch (JsonParseException e) {
            throw new IOException(route + ": no JSON, or half of it: " + answer, e);
        }
    }

    public void signal(String operation, String job) throws IOException {
        post("/signal", new Gson().toJson(Map.of("Name", job, "Op", operation)));
    }

    /// Sends the bytes of `request` and returns those of the reply.
    public String exchange(String request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
