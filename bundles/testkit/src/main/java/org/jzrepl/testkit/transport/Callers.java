// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Caller.Peer;

/// Identifies callers as the daemon does, with more patience.
final class Callers {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Callers() {}

    static Peer identify(Caller caller) throws IOException, InterruptedException {
        try {
            return caller.identify(PATIENCE);
        } catch (IOException | InterruptedException e) {
            caller.close();
            throw e;
        }
    }
}
