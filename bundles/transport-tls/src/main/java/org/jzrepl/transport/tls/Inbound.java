// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// Decrypts what comes, into the caller's buffer where a whole record fits. One thread reads.
///
/// What the engine's status says is no guide: Conscrypt calls everything closed once our own direction is, and
/// still decrypts. What counts is whether bytes have moved, and whether the peer has ended its direction.
final class Inbound {
    private static final int MAX_PLAIN = 1 << 14;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Records records;
    private ByteBuffer rest = NOTHING; // decrypted, not yet read
    private boolean ended;

    Inbound(SSLEngine engine, Records records) {
        this.engine = engine;
        this.records = records;
    }

    int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        while (!rest.hasRemaining()) {
            ended = ended || !records.awaitOneOrFarewell();
            if (ended) {
                return -1;
            }
            int moved = decrypt(into);
            if (moved > 0) {
                return moved;
            }
        }
        return move(rest, into);
    }

    /// One record of the handshake.
    void advanceHandshake() throws IOException {
        if (!records.awaitOne()) {
            throw new EOFException("the peer closed the connection during the TLS handshake");
        }
        unwrap(spare());
        rest.flip();
    }

    /// Bytes that went straight into `into`; where it is small they are in `rest`.
    private int decrypt(ByteBuffer into) throws IOException {
        if (into.remaining() >= MAX_PLAIN) {
            return unwrap(into);
        }
        try {
            unwrap(spare());
        } finally {
            rest.flip();
        }
        return 0;
    }

    private int unwrap(ByteBuffer into) throws IOException {
        int produced = engine.unwrap(records.buffer(), into).bytesProduced();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        ended = ended || engine.isInboundDone();
        return produced;
    }

    private ByteBuffer spare() {
        if (rest == NOTHING) {
            rest = ByteBuffer.allocateDirect(MAX_PLAIN);
        }
        return rest.clear();
    }

    private static int move(ByteBuffer from, ByteBuffer into) {
        int length = Math.min(from.remaining(), into.remaining());
        into.put(into.position(), from, from.position(), length);
        into.position(into.position() + length);
        from.position(from.position() + length);
        return length;
    }
}
