// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;

/// The listeners of this daemon, by name. Safe for use by several threads.
@Component(service = Switchboard.class)
public final class Switchboard {
    private final Map<String, LocalListener> listenerByName = new HashMap<>();

    synchronized LocalListener bind(String name, String job) throws IOException {
        var other = listenerByName.get(name);
        if (other != null) {
            throw new IOException(
                    "listen as local listener \"" + name + "\": job \"" + other.job() + "\" listens there already");
        }
        var listener = new LocalListener(name, job, this);
        listenerByName.put(name, listener);
        changed();
        return listener;
    }

    synchronized void unbind(LocalListener listener) {
        listenerByName.remove(listener.name(), listener);
        changed();
    }

    /// Tells those who wait for something about a listener to look again.
    synchronized void changed() {
        notifyAll();
    }

    /// What `find` finds about the listener, waiting for it at most so long; zero: for ever.
    synchronized <T> T await(String name, Duration atMost, Function<LocalListener, Optional<T>> find)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var found = Optional.ofNullable(listenerByName.get(name)).flatMap(find);
            if (found.isPresent()) {
                return found.orElseThrow();
            }
            long left = atMost.isZero() ? 0 : Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0 && !atMost.isZero()) {
                throw new SocketTimeoutException(
                        "dial local listener \"" + name + "\": no job listens there and takes callers after " + atMost);
            }
            wait(left);
        }
    }
}
