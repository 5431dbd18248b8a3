// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jzrepl.api.control.Conversation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The protocols that a connection may change to, which come and go with their bundles, and who speaks them now.
final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final List<Conversation> known = new ArrayList<>();
    private final Map<Conversation, Set<SocketChannel>> connections = new ConcurrentHashMap<>();
    private final Duration awaited;

    /// @param awaited how long a protocol that nobody speaks may take to come
    Conversations(Duration awaited) {
        this.awaited = awaited;
    }

    synchronized void add(Conversation conversation) {
        known.add(conversation);
        notifyAll();
    }

    /// Its connections end: what is blocked on one of them gets an exception.
    void remove(Conversation conversation) {
        synchronized (this) {
            known.remove(conversation);
        }
        connections.getOrDefault(conversation, Set.of()).forEach(Conversations::close);
    }

    /// Waits for one that comes back: its bundle may be on its way while the daemon answers already, after
    /// an update or a refresh.
    synchronized Optional<Conversation> in(String protocol) throws InterruptedException {
        long deadline = System.nanoTime() + awaited.toNanos();
        var found = now(protocol);
        for (long left = awaited.toNanos(); found.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            found = now(protocol);
        }
        return found;
    }

    private Optional<Conversation> now(String protocol) {
        return known.stream().filter(one -> one.protocol().equals(protocol)).findFirst();
    }

    HttpReply unknown(String protocol) {
        return HttpReply.text(
                501,
                "no bundle speaks \"" + protocol + "\" here, and none has come within " + awaited.toSeconds()
                        + " s: see `jzrepl plugin list`");
    }

    /// Says that the protocol changes, and leaves the rest to those who speak it.
    void hold(Conversation conversation, SocketChannel connection) throws IOException, InterruptedException {
        connections.compute(conversation, (_, held) -> {
            var all = held == null ? ConcurrentHashMap.<SocketChannel>newKeySet() : held;
            all.add(connection);
            return all;
        });
        try {
            HttpReply.switchProtocols(connection, conversation.protocol());
            conversation.hold(connection);
        } finally {
            connections.computeIfPresent(conversation, (_, held) -> {
                held.remove(connection);
                return held.isEmpty() ? null : held; // nothing keeps a bundle's object when it is gone
            });
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("cannot close a control connection");
        }
    }
}
