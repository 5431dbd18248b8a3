// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/// A stream under way, and whether it goes on from the step's resume token. Whoever holds it closes it.
public record Sending(boolean usedResumeToken, ReadableByteChannel stream) implements Closeable {
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
