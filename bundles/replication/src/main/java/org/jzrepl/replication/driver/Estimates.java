// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;

/// Asks the sender for the sizes of steps: several at a time, but over all filesystems of an attempt no more
/// than `limit`. An estimate is also the sender's first check of a step, so a refused one fails the
/// filesystem's planning.
final class Estimates {
    private final Sender sender;
    private final Threads threads;
    private final Semaphore slots;
    private final int limit;

    Estimates(Sender sender, Threads threads, int limit) {
        this.sender = sender;
        this.threads = threads;
        this.slots = new Semaphore(limit);
        this.limit = limit;
    }

    /// The sizes, in the order of the steps.
    List<OptionalLong> of(List<Step> steps) throws IOException, InterruptedException {
        var sizes = new AtomicReferenceArray<OptionalLong>(steps.size());
        var next = new AtomicInteger();
        var failure = new AtomicReference<Optional<IOException>>(Optional.empty());
        var workers = new ArrayList<Thread>();
        for (int i = 1; i < Math.min(limit, steps.size()); i++) {
            workers.add(threads.start(
                    "estimate " + steps.getFirst().filesystem(), () -> work(steps, next, sizes, failure)));
        }
        try {
            work(steps, next, sizes, failure);
        } finally {
            if (next.get() < steps.size()) {
                workers.forEach(Thread::interrupt);
            }
            Joining.all(workers);
        }
        if (failure.get().isPresent()) {
            throw failure.get().orElseThrow();
        }
        return IntStream.range(0, steps.size()).mapToObj(sizes::get).toList();
    }

    /// Whether the sender refuses the step because of its resume token and for no other reason. Such a token
    /// would be in the way for ever. Asked twice, since what has been received already is at stake.
    boolean refusesToken(Step step) throws IOException, InterruptedException {
        try {
            one(step);
            return false;
        } catch (ZfsException refused) {
            one(step.withoutToken());
        }
        try {
            one(step);
            return false;
        } catch (ZfsException refusedAgain) {
            return true;
        }
    }

    private void work(
            List<Step> steps,
            AtomicInteger next,
            AtomicReferenceArray<OptionalLong> sizes,
            AtomicReference<Optional<IOException>> failure)
            throws InterruptedException {
        for (int i = next.getAndIncrement(); i < steps.size() && failure.get().isEmpty(); i = next.getAndIncrement()) {
            try {
                sizes.set(i, one(steps.get(i)));
            } catch (IOException e) {
                failure.compareAndSet(Optional.empty(), Optional.of(e));
            }
        }
    }

    private OptionalLong one(Step step) throws IOException, InterruptedException {
        slots.acquire();
        try {
            return sender.estimate(step);
        } finally {
            slots.release();
        }
    }
}
