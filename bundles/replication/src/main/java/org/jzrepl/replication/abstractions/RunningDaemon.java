// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The daemon at a control socket, if one is there (`operations.md` 6.1 and 6.2).
record RunningDaemon(Path socket) {
    private static final String REQUEST = "POST /status HTTP/1.0\r\nHost: unix\r\nContent-Length: 2\r\n\r\n{}";
    private static final int REPLY_AT_MOST = 256 << 20;
    private static final Set<String> REPLICATING = Set.of("push", "pull", "sink", "source");
    private static final Set<String> AT_REST = Set.of("waiting", "done");

    /// The names of the jobs that replicate or prune now, or serve a client.
    ///
    /// @throws IOException if somebody is there and does not say
    Set<String> busy() throws IOException {
        var status = status();
        return status.isPresent() ? busy(status.orElseThrow()) : Set.of();
    }

    private Set<String> busy(String reply) throws IOException {
        int head = reply.indexOf("\r\n\r\n");
        if (head < 0) {
            throw new IOException("the daemon at " + socket + " does not answer in full");
        }
        try {
            var busy = new TreeSet<String>();
            var document = JsonParser.parseString(reply.substring(head)).getAsJsonObject();
            var jobs = Optional.ofNullable(document.getAsJsonObject("Jobs"))
                    .orElseThrow(() -> new IllegalStateException("no jobs"));
            jobs.asMap().forEach((name, job) -> {
                if (isBusy(job.getAsJsonObject())) {
                    busy.add(name);
                }
            });
            return busy;
        } catch (JsonParseException | IllegalStateException | ClassCastException e) {
            throw new IOException("the daemon at " + socket + " does not show its status", e);
        }
    }

    /// A job of another program's daemon, which does not say what it is at, counts as busy.
    private static boolean isBusy(JsonObject job) {
        var type = Optional.ofNullable(job.get("type"))
                .map(JsonElement::getAsString)
                .orElse("");
        if (!REPLICATING.contains(type) || !(job.get(type) instanceof JsonObject part)) {
            return false;
        }
        return part.has("Clients")
                ? !part.getAsJsonArray("Clients").isEmpty()
                : !part.has("Phase") || !AT_REST.contains(part.get("Phase").getAsString());
    }

    /// The whole answer; empty if nobody listens.
    private Optional<String> status() throws IOException {
        if (Files.notExists(socket)) {
            return Optional.empty();
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var request = ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            var reply = Channels.newInputStream(channel).readNBytes(REPLY_AT_MOST);
            return Optional.of(new String(reply, StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            return Optional.empty(); // a socket that a dead daemon has left
        } catch (IOException e) {
            throw new IOException("cannot ask the daemon at " + socket + ": " + e.getMessage(), e);
        }
    }
}
