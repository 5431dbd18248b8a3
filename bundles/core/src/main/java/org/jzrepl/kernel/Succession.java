// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A slot's turn in one place of the configuration: after its predecessor, and until it is told to leave. From
/// any thread.
final class Succession {
    private final CountDownLatch vacated = new CountDownLatch(1);
    private volatile Optional<Slot> predecessor = Optional.empty();
    private volatile boolean leaving;

    void follow(Slot other) {
        predecessor = Optional.of(other);
    }

    boolean follows(Slot other) {
        return predecessor.filter(other::equals).isPresent();
    }

    Optional<Slot> predecessor() {
        return predecessor;
    }

    /// Lets go of a predecessor that has ended.
    void forget(Slot other) {
        predecessor = predecessor.filter(before -> !before.equals(other));
    }

    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean isTurn() {
        return predecessor
                        .filter(before -> before.succession().vacated.getCount() > 0)
                        .isEmpty()
                && !leaving;
    }

    void awaitPredecessor() throws InterruptedException {
        if (predecessor.isPresent()) {
            predecessor.orElseThrow().succession().vacated.await();
        }
    }

    /// From now on a successor may start.
    void vacate() {
        vacated.countDown();
    }
}
