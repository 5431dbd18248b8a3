// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Transport;

/// The type `shaky`: its endpoints do without wires.
final class ShakyTransport implements Transport {
    @Override
    public Connector connector(Section connect) throws ConfigException {
        connect.done();
        return () -> {
            throw new UnsupportedOperationException("there are no wires");
        };
    }

    @Override
    public Binding binding(Section serve, Section defaults) {
        throw new UnsupportedOperationException("no job of a history listens");
    }
}
