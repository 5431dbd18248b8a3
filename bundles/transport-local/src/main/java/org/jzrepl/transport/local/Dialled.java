// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jzrepl.api.endpoint.Endpoint;

/// The far side as one of `role`: dialled at the first use, and again after the serving job has gone and come
/// back.
///
/// The visit is guarded by the object's own lock.
final class Dialled<E extends Endpoint> implements Closeable {
    private final LocalConnector connector;
    private final Class<E> role;
    private Optional<Visit> visit = Optional.empty();

    Dialled(LocalConnector connector, Class<E> role) {
        this.connector = connector;
        this.role = role;
    }

    interface Asking<E, T> {
        T ask(E endpoint) throws IOException, InterruptedException;
    }

    <T> T ask(Asking<E, T> asking) throws IOException, InterruptedException {
        var there = visit();
        return there.call(() -> asking.ask(role.cast(there.endpoint())));
    }

    /// A visit outlives the listener that it came through.
    private Visit visit() throws IOException, InterruptedException {
        synchronized (this) {
            if (visit.isPresent() && visit.orElseThrow().isWelcome()) {
                return visit.orElseThrow();
            }
        }
        var reception = connector.reception();
        synchronized (this) {
            if (visit.isPresent() && visit.orElseThrow().isWelcome()) {
                return visit.orElseThrow();
            }
            var admitted = reception.admit(connector.identity());
            if (!role.isInstance(admitted.endpoint())) {
                admitted.leave();
                throw new IOException("dial local listener \"" + connector.listenerName() + "\": the job there is no "
                        + role.getSimpleName().toLowerCase(java.util.Locale.ROOT));
            }
            visit = Optional.of(admitted);
            return admitted;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (visit.isPresent()) {
            visit.orElseThrow().leave();
            visit = Optional.empty();
        }
    }
}
