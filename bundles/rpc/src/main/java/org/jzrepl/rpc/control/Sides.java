// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import org.jzrepl.api.endpoint.Endpoint;

/// The sides that connected peers were given.
@FunctionalInterface
public interface Sides {
    /// @throws IOException if no peer of that identity is connected any more
    Endpoint of(String identity) throws IOException;
}
