// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

/// Interrupts a thread that works for a peer, once the peer is lost, but not after its work is done.
final class Cancelling {
    private final Thread worker;
    private boolean done; // both guarded by this
    private boolean fired;

    Cancelling(Thread worker) {
        this.worker = worker;
    }

    synchronized void lost() {
        if (!done) {
            fired = true;
            worker.interrupt();
        }
    }

    /// From now on nothing is interrupted. Whether it was before.
    synchronized boolean disarm() {
        done = true;
        return fired;
    }
}
