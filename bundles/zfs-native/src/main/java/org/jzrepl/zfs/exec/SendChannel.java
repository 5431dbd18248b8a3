// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// The stream of a running `zfs send`. It ends only when the command ended well.
final class SendChannel implements ReadableByteChannel {
    private final String action;
    private final Child child;
    private final PipeReader pipe;
    private final AtomicBoolean closed = new AtomicBoolean();

    SendChannel(String action, Child child, PipeReader pipe) {
        this.action = action;
        this.child = child;
        this.pipe = pipe;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        try {
            int length = pipe.read(into);
            if (length < 0) {
                requireGoodEnd();
            }
            return length;
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        }
    }

    private void requireGoodEnd() throws IOException {
        try {
            var finished = child.await();
            if (closed.get()) {
                throw new AsynchronousCloseException();
            }
            finished.orThrow(action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    /// The pipe is closed before the command is waited for: some kernels do not let a sender go while it has a
    /// reader.
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                child.askToEnd();
            } finally {
                pipe.close();
                child.end();
            }
        }
    }
}
