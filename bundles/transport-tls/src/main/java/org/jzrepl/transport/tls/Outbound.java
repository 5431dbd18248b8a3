// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import org.jzrepl.api.transport.Wire;

/// Encrypts what goes. One thread writes; whoever closes the wire does not wait for it.
final class Outbound {
    private static final int BUFFER = 1 << 16;
    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final SSLEngine engine;
    private final Wire raw;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer encrypted = ByteBuffer.allocateDirect(BUFFER + Records.MAX_RECORD); // guarded by lock
    private boolean finished; // guarded by lock

    Outbound(SSLEngine engine, Wire raw) {
        this.engine = engine;
        this.raw = raw;
    }

    long write(ByteBuffer[] from, int offset, int length) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (finished) {
                throw new ClosedChannelException();
            }
            long written = 0;
            do {
                written += encrypt(from, offset, length);
                flush();
            } while (remaining(from, offset, length));
            return written;
        } finally {
            lock.unlock();
        }
    }

    /// Sends what the engine has to say by itself, as in a handshake.
    void advanceHandshake() throws IOException {
        lock.lock();
        try {
            encrypt();
            flush();
        } finally {
            lock.unlock();
        }
    }

    /// Says that nothing more comes: to the peer's TLS, and in any case to its TCP.
    void finish() throws IOException {
        lock.lock();
        try {
            sayFarewell();
        } finally {
            lock.unlock();
            raw.closeOutput();
        }
    }

    /// The same to the peer's TLS alone, unless somebody is writing, who would have to be waited for.
    void finishUnlessBusy() throws IOException {
        if (lock.tryLock()) {
            try {
                sayFarewell();
            } finally {
                lock.unlock();
            }
        }
    }

    private void sayFarewell() throws IOException {
        if (!finished) {
            finished = true;
            engine.closeOutbound();
            encrypt();
            flush();
        }
    }

    /// As many records as fit. An engine that takes no more has seen an end: the peer's, or that of the
    /// whole wire.
    private long encrypt(ByteBuffer[] from, int offset, int length) throws IOException {
        long taken = 0;
        while (remaining(from, offset, length) && encrypted.position() < BUFFER) {
            var result = engine.wrap(from, offset, length, encrypted);
            if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                requireOpen();
                throw new IOException("the peer has ended the connection");
            }
            taken += result.bytesConsumed();
        }
        return taken;
    }

    /// The plain wire tells one that was closed from one that was late.
    private void requireOpen() throws IOException {
        if (!raw.isOpen()) {
            raw.write(NOTHING[0]);
        }
    }

    private void encrypt() throws IOException {
        while (engine.wrap(NOTHING, 0, 1, encrypted).bytesProduced() > 0) {
            // the loop's condition encrypts
        }
    }

    private void flush() throws IOException {
        encrypted.flip();
        try {
            while (encrypted.hasRemaining()) {
                raw.write(encrypted);
            }
        } finally {
            encrypted.clear();
        }
    }

    private static boolean remaining(ByteBuffer[] buffers, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffers[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
