// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Runs the daemon's jobs: those whose suppliers are there; the others wait, visibly, until they are.
///
/// One lock makes starting and stopping one thing at a time; jobs never need it, so waiting for them under it is
/// safe.
final class Supervisor implements SupplierTable.Watcher {
    private static final Duration JOIN_AT_MOST = Duration.ofSeconds(30);

    private final List<Slot> slots;
    private final JobContext.Shared shared;
    private final SupplierTable table;
    private boolean stopped;

    Supervisor(List<Slot> slots, JobContext.Shared shared, SupplierTable table) {
        this.slots = List.copyOf(slots);
        this.shared = shared;
        this.table = table;
    }

    List<Slot> slots() {
        return slots;
    }

    void start() throws InterruptedException {
        table.watch(this);
        startStartable();
    }

    /// Interrupts all jobs and waits for them, half a minute at most.
    void stop() throws InterruptedException {
        table.watch(SupplierTable.Watcher.NOBODY);
        synchronized (this) {
            stopped = true;
            stopAll(slots);
        }
    }

    @Override
    public void came(Supplier supplier) {
        try {
            startStartable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the framework's thread: let it see
        }
    }

    /// Ends the jobs that use the supplier, or can no longer run; those that still can start anew.
    @Override
    public void gone(Supplier supplier) {
        try {
            synchronized (this) {
                var owners = table.owners(supplier);
                stopAll(slots.stream()
                        .filter(slot -> owners.contains(slot.name()) || slot.lacksSuppliers())
                        .toList());
            }
            startStartable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the framework's thread: let it see
        }
    }

    private synchronized void startStartable() throws InterruptedException {
        if (stopped) {
            return;
        }
        for (var slot : slots) {
            slot.start(shared);
        }
    }

    private static void stopAll(List<Slot> ending) throws InterruptedException {
        long deadline = System.nanoTime() + JOIN_AT_MOST.toNanos();
        ending.forEach(Slot::stop);
        for (var slot : ending) {
            slot.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    /// For messages.
    String names() {
        return slots.stream().map(slot -> slot.name().value()).collect(Collectors.joining(", "));
    }
}
