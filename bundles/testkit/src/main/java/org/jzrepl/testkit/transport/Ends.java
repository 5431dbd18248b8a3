// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import java.io.IOException;
import java.util.List;
import org.jzrepl.api.transport.Wire;

/// Both ends of one connection.
public record Ends(Wire dialled, Wire accepted) implements AutoCloseable {
    /// As seen from each of the sides, since a transport may do different things there.
    List<Ends> bothWays() {
        return List.of(this, new Ends(accepted, dialled));
    }

    @Override
    public void close() throws IOException {
        dialled.close();
        accepted.close();
    }
}
