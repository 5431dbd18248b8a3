// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.net.ProtocolException;
import org.jzrepl.rpc.wire.Time;

/// Bounds how many tiny frames a peer may send: they cost us more than the peer. Used by one thread.
final class Flood {
    private static final int TINY = 16;
    private static final long BURST = 1_000;
    private static final long NANOS_PER_FRAME = 100_000_000;

    private final Time time;
    private long left = BURST;
    private long refilled;

    Flood(Time time) {
        this.time = time;
        this.refilled = time.nanos();
    }

    void saw(int length) throws ProtocolException {
        if (length >= TINY) {
            return;
        }
        long earned = (time.nanos() - refilled) / NANOS_PER_FRAME;
        refilled += earned * NANOS_PER_FRAME;
        left = Math.min(BURST, left + earned) - 1;
        if (left < 0) {
            throw new ProtocolException("the peer sends too many frames with next to nothing in them");
        }
    }
}
