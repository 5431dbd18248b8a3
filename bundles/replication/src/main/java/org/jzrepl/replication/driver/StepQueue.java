// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/// Lets a limited number of filesystems work at a time, those whose next snapshot is oldest first, so that
/// all of them advance through time together. Planning asks with [Instant#EPOCH] and so goes before all
/// steps.
///
/// Its own lock guards it; waiting is outside, and can be interrupted.
final class StepQueue {
    private final PriorityQueue<Ticket> waiting =
            new PriorityQueue<>(Comparator.comparing(Ticket::date).thenComparing(Ticket::number));
    private int free;
    private long tickets;

    StepQueue(int slots) {
        this.free = slots;
    }

    /// Waits for a slot; closing it gives it to the next in line.
    Slot enter(Instant date) throws InterruptedException {
        var ticket = take(date);
        try {
            ticket.called.acquire();
        } catch (InterruptedException e) {
            giveBack(ticket);
            throw e;
        }
        return this::leave;
    }

    private synchronized Ticket take(Instant date) {
        var ticket = new Ticket(date, tickets++, new Semaphore(0));
        waiting.add(ticket);
        call();
        return ticket;
    }

    private synchronized void giveBack(Ticket ticket) {
        if (!waiting.remove(ticket)) {
            leave(); // it had been called just before
        }
    }

    private synchronized void leave() {
        free++;
        call();
    }

    private void call() {
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            waiting.remove().called.release();
        }
    }

    private record Ticket(Instant date, long number, Semaphore called) {}

    @FunctionalInterface
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
