// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jzrepl.api.transport.Wire;

/// What comes, cut into records; one thread reads.
///
/// An engine that has seen the peer's close_notify writes no more, while the wire is to be writable after the
/// peer has ended its own direction. So what may be a close_notify waits here for what follows. Peers end the
/// connection's direction right behind it; then the end is known without the engine. The two cannot be told
/// apart for certain where TLS hides what is in a record: one of two bytes of data looks alike, and is kept
/// back for a moment if it comes alone.
final class Records {
    /// Of TLS 1.2, whose records may be larger than those of 1.3.
    static final int MAX_RECORD = 5 + (1 << 14) + 2048;

    private static final int HEADER = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int DATA = 23;
    /// An alert's two bytes, the kind of content, and the tag, which all suites of TLS 1.3 have alike.
    private static final int HIDDEN_ALERT = 2 + 1 + 16;

    private final Wire raw;
    private final Pause pause;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).limit(0);

    Records(Wire raw, Pause pause) {
        this.raw = raw;
        this.pause = pause;
    }

    /// Reads like the wire, for a moment at most: 0 if nothing comes.
    @FunctionalInterface
    interface Pause {
        int read(ByteBuffer into) throws IOException;
    }

    /// Waits for a whole record, which is then at the buffer's position; false at the end of what comes.
    boolean awaitOne() throws IOException {
        while (!isWhole()) {
            if (fill(raw::read) < 0) {
                if (buffer.hasRemaining()) {
                    throw new EOFException("the peer broke off in the middle of a record");
                }
                return false;
            }
        }
        return true;
    }

    /// The same, where an end known without the engine is one too.
    boolean awaitOneOrFarewell() throws IOException {
        return awaitOne() && !(mayBeFarewell() && fill(pause::read) < 0);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    private interface Reading {
        int into(ByteBuffer buffer) throws IOException;
    }

    private int fill(Reading reading) throws IOException {
        buffer.compact();
        try {
            return reading.into(buffer);
        } finally {
            buffer.flip();
        }
    }

    /// What is no record at all counts as whole: the engine says what is wrong with it.
    private boolean isWhole() {
        return buffer.remaining() >= HEADER && (!isRecord() || buffer.remaining() >= size());
    }

    private boolean isRecord() {
        int type = type();
        return type >= CHANGE_CIPHER_SPEC && type <= DATA && size() <= MAX_RECORD;
    }

    private boolean mayBeFarewell() {
        return buffer.remaining() == size() && (type() == ALERT || type() == DATA && size() == HEADER + HIDDEN_ALERT);
    }

    private int type() {
        return buffer.get(buffer.position());
    }

    private int size() {
        return HEADER + (buffer.getShort(buffer.position() + 3) & 0xffff);
    }
}
