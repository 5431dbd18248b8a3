// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ReadableByteChannel;

/// A source that has nothing to give, until it is closed.
final class Endless implements ReadableByteChannel {
    private boolean open = true; // guarded by this

    @Override
    public synchronized int read(ByteBuffer into) throws AsynchronousCloseException {
        while (open) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.nio.channels.ClosedByInterruptException();
            }
        }
        throw new AsynchronousCloseException();
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void close() {
        open = false;
        notifyAll();
    }
}
