// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Map;
import org.jzrepl.rpc.control.FrameFollower.Frame;

/// Bounds what gRPC keeps in memory for a peer that does not finish what it begins: headers and requests.
///
/// gRPC bounds a single request, but not what many of them are together, and headers only once all have come.
/// Used by one thread.
final class Inbound implements FrameFollower.Listener {
    private static final int MAX_HEADERS = 1 << 16;
    private static final int END_STREAM = 1;

    private final int maxUnfinished;
    private final Map<Integer, Integer> unfinishedByStream = new HashMap<>();
    private int headers;
    private int unfinished;

    Inbound(int maxUnfinished) {
        this.maxUnfinished = maxUnfinished;
    }

    @Override
    public void began(Frame frame) throws ProtocolException {
        switch (frame.type()) {
            case FrameFollower.HEADERS -> headers(frame.length());
            case FrameFollower.CONTINUATION -> headers(headers + frame.length());
            case FrameFollower.DATA -> data(frame);
            case FrameFollower.RST_STREAM -> finish(frame.stream());
            default -> {}
        }
        if (frame.type() <= FrameFollower.HEADERS && frame.hasFlag(END_STREAM)) {
            finish(frame.stream());
        }
    }

    private void headers(int now) throws ProtocolException {
        headers = now;
        if (headers > MAX_HEADERS) {
            throw new ProtocolException("the peer sends over " + MAX_HEADERS + " bytes of headers");
        }
    }

    private void data(Frame frame) throws ProtocolException {
        unfinishedByStream.merge(frame.stream(), frame.length(), Integer::sum);
        unfinished += frame.length();
        if (unfinished > maxUnfinished) {
            throw new ProtocolException(
                    "the peer sends over " + maxUnfinished + " bytes of messages without finishing one");
        }
    }

    private void finish(int stream) {
        var length = unfinishedByStream.remove(stream);
        unfinished -= length == null ? 0 : length;
    }
}
