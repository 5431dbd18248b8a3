// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.control.Conversation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The protocols that a connection may change to, which come and go with their bundles, and who speaks them now.
final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final List<Conversation> known = new CopyOnWriteArrayList<>();
    private final Map<Conversation, Set<SocketChannel>> connections = new ConcurrentHashMap<>();

    void add(Conversation conversation) {
        known.add(conversation);
    }

    /// Its connections end: what is blocked on one of them gets an exception.
    void remove(Conversation conversation) {
        known.remove(conversation);
        connections.getOrDefault(conversation, Set.of()).forEach(Conversations::close);
    }

    Optional<Conversation> in(String protocol) {
        return known.stream().filter(one -> one.protocol().equals(protocol)).findFirst();
    }

    static HttpReply unknown(String protocol) {
        return HttpReply.text(501, "no installed bundle speaks \"" + protocol + "\" here");
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
