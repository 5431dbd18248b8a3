// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits that an interrupt does not cut short, for cleaning up after one; they keep it for later.
final class Waiting {
    private static final Duration LONG = Duration.ofDays(1);

    private Waiting() {}

    /// For what surely ends soon.
    static void patiently(CompletableFuture<?> end) {
        patiently(end, LONG);
    }

    /// Whether it ended, well or not, within this time.
    static boolean patiently(CompletableFuture<?> end, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    end.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (ExecutionException e) {
                    return true; // how it ended is for others to ask
                } catch (TimeoutException e) {
                    return false;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
