// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;
import java.time.Duration;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.rpc.wire.Time;

/// Sends a sign of life whenever nothing else has been sent for a while, until it cannot.
record Heartbeat(FrameWriter writer, Time time, Loss loss) implements Threads.Body {
    private static final Duration BUSY = Duration.ofSeconds(1);

    @Override
    public void run() throws InterruptedException {
        try {
            while (!writer.isRefusing()) {
                var pause = writer.untilHeartbeat();
                if (pause.isPositive()) {
                    time.sleep(pause);
                } else if (!writer.heartbeat()) {
                    time.sleep(BUSY);
                }
            }
        } catch (IOException e) {
            loss.happened();
        }
    }
}
