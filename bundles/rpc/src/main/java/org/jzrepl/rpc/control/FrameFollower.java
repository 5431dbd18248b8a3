// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Follows HTTP/2 frames through bytes that pass by, and tells a [Listener] of each. Used by one thread.
final class FrameFollower {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;

    private static final int HEADER = 9;
    private static final int KEPT = 300;

    private final Listener listener;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private int skip;
    private int left;

    /// `preface` bytes come before the first frame.
    FrameFollower(int preface, Listener listener) {
        this.skip = preface;
        this.listener = listener;
    }

    interface Listener {
        /// A frame's header has passed by; its payload follows.
        void began(Frame frame) throws IOException;

        /// A `GOAWAY` frame has passed by, with the beginning of its payload.
        default void saidGoodbye(byte[] payload) {}
    }

    record Frame(int length, int type, int flags, int stream) {
        boolean hasFlag(int flag) {
            return (flags & flag) != 0;
        }
    }

    void follow(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset, end = offset + length; at < end; ) {
            if (skip > 0) {
                int taken = Math.min(skip, end - at);
                skip -= taken;
                at += taken;
            } else if (left > 0) {
                int taken = Math.min(left, end - at);
                keep(bytes, at, taken);
                at += taken;
            } else {
                header.put(bytes[at++]);
                begin();
            }
        }
    }

    private void begin() throws IOException {
        if (header.hasRemaining()) {
            return;
        }
        header.flip();
        int first = header.getInt();
        var frame = new Frame(first >>> 8, first & 0xff, header.get(), header.getInt() & Integer.MAX_VALUE);
        header.clear();
        left = frame.length();
        payload.reset();
        listener.began(frame);
        if (frame.type() != GOAWAY) {
            skip = left;
            left = 0;
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        payload.write(bytes, offset, Math.min(length, KEPT - Math.min(KEPT, payload.size())));
        left -= length;
        if (left == 0) {
            listener.saidGoodbye(payload.toByteArray());
        }
    }
}
