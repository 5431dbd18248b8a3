// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.Closeable;
import java.io.IOException;

/// A way to where entries go that is open. Used by one thread.
interface Connection extends Closeable {
    void send(byte[] message) throws IOException;

    /// Opens one.
    @FunctionalInterface
    interface Opening {
        Connection open() throws IOException;
    }
}
