// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.testkit.Attempt;
import org.jzrepl.testkit.TestThreads;

/// A bound listener and those who may call it.
///
/// `identity` is who the listener takes `connector` for. `unanswered` dials somebody who never answers, without a
/// time-out. `mute` calls the listener as far as one gets without saying who one is; where the first packet
/// already tells, it is a caller as any other. `rest` is closed last, in order.
public record Link(
        Listener listener,
        Connector connector,
        ClientIdentity identity,
        Connector unanswered,
        Mute mute,
        boolean firstPacketTells,
        List<? extends Closeable> rest)
        implements AutoCloseable {

    /// Calls and leaves it at that; closing hangs up.
    @FunctionalInterface
    public interface Mute {
        Closeable call() throws IOException, InterruptedException;
    }

    /// A wire from end to end.
    public Ends connect(TestThreads threads) throws Exception {
        var acceptance = Attempt.start(threads, () -> Callers.identify(listener.accept()));
        var dialled = connector.connect();
        return new Ends(dialled, acceptance.value().wire());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var each : new ArrayList<Closeable>(rest)) {
            each.close();
        }
    }
}
