// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.Conversation;
import org.jzrepl.api.control.Operations;
import org.jzrepl.api.control.Plugins;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.unix.SocketPlace;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// Serves operators on `global.control.sockpath`.
@Component
public final class SocketControlPoint implements ControlPoint {
    private static final SocketPlace.Purpose CONTROL =
            new SocketPlace.Purpose("control socket", "global.control.sockpath");

    /// What a bundle takes to be there again after an update, on a busy machine.
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    private final Threads threads;
    private final Conversations conversations;
    private volatile Optional<Plugins> plugins = Optional.empty();

    @Activate
    public SocketControlPoint(@Reference Threads threads) {
        this(threads, BACK_WITHIN);
    }

    SocketControlPoint(Threads threads, Duration awaited) {
        this.threads = threads;
        this.conversations = new Conversations(awaited);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(Plugins now) {
        plugins = Optional.of(now);
    }

    void remove(Plugins gone) {
        plugins = plugins.filter(now -> now != gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConversation(Conversation conversation) {
        conversations.add(conversation);
    }

    /// Whoever speaks it is cut off.
    void removeConversation(Conversation conversation) {
        conversations.remove(conversation);
    }

    @Override
    public Closeable open(Path socket, Operations operations) throws IOException {
        return new ControlServer(
                SocketPlace.claim(socket, CONTROL),
                new Routes(operations, new PluginRoutes(() -> plugins)),
                conversations,
                threads);
    }
}
