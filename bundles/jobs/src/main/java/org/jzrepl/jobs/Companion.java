// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

/// A thread that lives as long as a block: interrupted and joined at its end.
record Companion(Thread thread) implements AutoCloseable {
    /// Waits without regard to interrupts: the thread ends at once, and the job must not end before it.
    @Override
    public void close() {
        boolean interrupted = false;
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
