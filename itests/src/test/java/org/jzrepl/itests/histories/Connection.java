// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Step;

/// From the active daemon to one side in the passive one. A passive daemon that died is replaced by a new
/// one, with nothing in its memory, when the run waits for it.
final class Connection<E extends Endpoint> {
    private final Accident accident;
    private final Supplier<E> accepted;
    private final Consumer<Step> steps;
    private E side;

    /// @param accepted makes the side anew, in a new daemon if the old one is dead
    Connection(Accident accident, Supplier<E> accepted, Consumer<Step> steps) {
        this.accident = accident;
        this.accepted = accepted;
        this.steps = steps;
        this.side = accepted.get();
    }

    @FunctionalInterface
    interface Request<E, T> {
        T to(E side) throws IOException, InterruptedException;
    }

    <T> T call(Request<E, T> request) throws IOException, InterruptedException {
        return accident.call(() -> request.to(now()));
    }

    ReadableByteChannel shaky(ReadableByteChannel stream) {
        return new ShakyStream(stream, accident);
    }

    /// Tells the history that a step is about to be sent or received.
    void stepping(Step step) {
        steps.accept(step);
    }

    void await() throws IOException, InterruptedException {
        if (accident.passive().isDead()) {
            renew();
        }
        accident.call(() -> now().filesystems());
    }

    private synchronized E now() {
        return side;
    }

    private synchronized void renew() {
        side = accepted.get();
    }
}
