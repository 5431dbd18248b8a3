// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.util.Optional;
import org.jzrepl.api.endpoint.RemoteEndpoints.Serving;
import org.jzrepl.api.transport.Listener;

/// Shows the [Reception] at one listener after another.
record LocalServing(Reception reception) implements Serving {
    @Override
    public void serve(Listener listener) throws InterruptedException {
        if (!(listener.own() instanceof LocalListener local)) {
            throw new IllegalArgumentException("endpoints of type local serve listeners of type local only");
        }
        local.receiveWith(Optional.of(reception));
        try {
            local.awaitClosed();
        } finally {
            local.receiveWith(Optional.empty());
        }
    }

    @Override
    public void close() {
        reception.close();
    }
}
