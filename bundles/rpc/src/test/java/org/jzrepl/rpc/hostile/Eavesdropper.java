// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jzrepl.api.transport.Wire;

/// Reads what a server answers, and looks for a word in it that no client may get to see. Used by one thread; its
/// result is read after that has ended.
final class Eavesdropper implements Runnable {
    private final Wire wire;
    private final String secret;
    private final ByteBuffer buffer;
    private boolean leaked;

    Eavesdropper(Wire wire, String secret, int size) {
        this.wire = wire;
        this.secret = secret;
        this.buffer = ByteBuffer.allocate(size);
    }

    boolean leaked() {
        return leaked;
    }

    @Override
    public void run() {
        try {
            while (wire.read(buffer) >= 0) {
                look();
            }
        } catch (IOException e) {
            return; // the server has gone, in its own way
        }
    }

    /// The last bytes stay: the word may come in two parts.
    private void look() {
        buffer.flip();
        leaked |= new String(buffer.array(), 0, buffer.limit(), ISO_8859_1).contains(secret);
        buffer.position(Math.max(0, buffer.limit() - secret.length() + 1));
        buffer.compact();
    }
}
