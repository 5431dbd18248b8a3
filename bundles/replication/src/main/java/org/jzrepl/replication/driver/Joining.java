// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.time.Duration;
import java.util.Collection;

/// Waits for threads to end, whatever happens: none of them may outlive what it works for.
final class Joining {
    private static final Duration INSIST = Duration.ofSeconds(1);

    private Joining() {}

    /// Interrupted, it interrupts them all, again and again in case one is lost on the way, and still waits
    /// for them before it says so.
    static void all(Collection<Thread> threads) throws InterruptedException {
        boolean interrupted = false;
        for (var thread : threads) {
            boolean ended = false;
            while (!ended) {
                try {
                    ended = thread.join(INSIST);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (interrupted && !ended) {
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while waiting for " + threads.size() + " threads");
        }
    }
}
