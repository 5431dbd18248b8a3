// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.jzrepl.rpc.control.FrameFollower.Frame;

/// Why a connection had to be ended: what we found, or what gRPC tells the peer in its `GOAWAY`. Once the
/// peer has gone by itself, nothing is a fault any more. Safe for use by several threads.
final class Faults implements FrameFollower.Listener {
    private static final int TEXT = 8;

    private Optional<String> first = Optional.empty();
    private boolean ended;

    @Override
    public void began(Frame frame) {}

    @Override
    public void saidGoodbye(byte[] payload) {
        if (payload.length > TEXT) {
            found(new String(payload, TEXT, payload.length - TEXT, UTF_8));
        }
    }

    synchronized void found(String fault) {
        if (!ended) {
            first = first.or(() -> Optional.of(fault));
        }
    }

    synchronized void ended() {
        ended = true;
    }

    synchronized Optional<String> first() {
        return first;
    }
}
