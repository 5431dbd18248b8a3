// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/// The stream that comes next on a connection. An interrupt ends a read, not the connection, so that the peer can
/// still be told why its stream is not wanted any more.
final class FrameStream implements ReadableByteChannel {
    private final FrameType type;
    private final Inbox inbox;
    private volatile boolean open = true;
    private boolean ended;

    FrameStream(FrameType type, Inbox inbox) {
        this.type = type;
        this.inbox = inbox;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (ended) {
            return -1;
        }
        int begin = into.position();
        if (into.hasRemaining() && !inbox.read(type, into)) {
            ended = true;
            return -1;
        }
        return into.position() - begin;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
