// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.zfs.Zfs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the daemon's jobs: those whose suppliers are there; the others wait, visibly, until they are.
///
/// One lock makes starting and stopping one thing at a time; jobs never need it, so waiting for them under it
/// is safe.
final class Supervisor implements SupplierTable.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration JOIN_AT_MOST = Duration.ofSeconds(30);

    private final List<Slot> leaving = new ArrayList<>();
    private volatile List<Slot> slots;
    private volatile JobContext.Shared shared;
    private final SupplierTable table;
    private final Duration joinAtMost;
    private boolean stopped;

    Supervisor(List<Slot> slots, JobContext.Shared shared, SupplierTable table) {
        this(slots, shared, table, JOIN_AT_MOST);
    }

    /// For tests, which have less patience.
    Supervisor(List<Slot> slots, JobContext.Shared shared, SupplierTable table, Duration joinAtMost) {
        this.joinAtMost = joinAtMost;
        this.slots = List.copyOf(slots);
        this.shared = shared;
        this.table = table;
    }

    /// The jobs of the configuration, in its order.
    List<Slot> slots() {
        return slots;
    }

    /// The same, and those that are gone from it and have not ended yet.
    synchronized List<Slot> shown() {
        var names = slots.stream().map(Slot::name).collect(Collectors.toSet());
        return Stream.concat(slots.stream(), leaving.stream().filter(old -> !names.contains(old.name())))
                .toList();
    }

    /// Exchanges the jobs. Those that are in `next` as they are here go on untouched; the others finish what is
    /// under way, and their successors start then. `zfs` is for jobs that start from now on.
    synchronized void exchange(List<Slot> next, TablePart<?, Zfs> zfs) {
        var before = slots;
        shared = shared.with(zfs);
        slots = List.copyOf(next);
        for (var old : before) {
            if (!next.contains(old)) {
                old.leave();
                next.stream()
                        .filter(one -> one.name().equals(old.name()))
                        .forEach(one -> one.succession().follow(old));
                leaving.add(old);
                shared.threads().start("end of job " + old.name(), () -> finish(old));
            }
        }
        startStartable();
    }

    /// Waits as long as the job takes: nobody but an operator knows what it is worth.
    private void finish(Slot old) throws InterruptedException {
        old.finish();
        slots.stream().filter(one -> one.succession().follows(old)).forEach(old::passOn);
        review();
        old.awaitEnd();
        forget(old);
        LOG.atInfo().addKeyValue("job", old.name()).log("job of an earlier configuration has ended");
    }

    private synchronized void forget(Slot old) {
        leaving.remove(old);
        slots.forEach(slot -> slot.succession().forget(old));
        leaving.forEach(slot -> slot.succession().forget(old));
    }

    void start() throws InterruptedException {
        table.watch(this);
        review();
    }

    /// Interrupts all jobs and waits for them, half a minute at most; false if that was not enough.
    boolean stop() throws InterruptedException {
        table.watch(SupplierTable.Watcher.NOBODY);
        synchronized (this) {
            stopped = true;
            return stopAll(all());
        }
    }

    @Override
    public void came() {
        try {
            review();
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
                stopAll(all().stream()
                        .filter(slot -> owners.contains(slot.name()))
                        .toList());
            }
            review();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the framework's thread: let it see
        }
    }

    @Override
    public List<TablePart<?, ?>> places() {
        return slots.stream()
                .<TablePart<?, ?>>flatMap(slot -> slot.parts().stream())
                .toList();
    }

    /// Ends the jobs that can no longer run, and starts those that can.
    private synchronized void review() throws InterruptedException {
        if (stopped) {
            return;
        }
        stopAll(slots.stream().filter(slot -> !slot.missing().isEmpty()).toList());
        startStartable();
    }

    private void startStartable() {
        for (var slot : slots) {
            slot.start(shared);
            slot.reviewListeners();
        }
    }

    private List<Slot> all() {
        return Stream.concat(leaving.stream(), slots.stream()).toList();
    }

    private boolean stopAll(List<Slot> ending) throws InterruptedException {
        long deadline = System.nanoTime() + joinAtMost.toNanos();
        boolean all = true;
        ending.forEach(Slot::stop);
        for (var slot : ending) {
            if (!slot.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                all = false;
                LOG.atError().addKeyValue("job", slot.name()).log("job does not end in time");
                shared.threads().start("end of job " + slot.name(), () -> startAgain(slot));
            }
        }
        return all;
    }

    /// A job that outstayed its supplier starts again when it has ended, never beside itself.
    private void startAgain(Slot slot) throws InterruptedException {
        while (!hasEnded(slot)) {
            Thread.sleep(joinAtMost);
        }
        review();
    }

    private synchronized boolean hasEnded(Slot slot) throws InterruptedException {
        return slot.join(Duration.ofNanos(1));
    }

    /// For messages.
    String names() {
        return slots.stream().map(slot -> slot.name().value()).collect(Collectors.joining(", "));
    }
}
