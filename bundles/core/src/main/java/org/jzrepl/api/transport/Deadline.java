// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A point in time, none at first, that the calls of one direction do not outlast.
///
/// An alarm that goes off early sets itself anew: so a deadline that is moved on with every call, as
/// heartbeats do, costs no more than a glance at the clock. All state is guarded by the object's own lock.
final class Deadline {
    private final ScheduledExecutorService timer;
    private final Runnable end;
    private Optional<Long> at = Optional.empty(); // in System.nanoTime
    private Optional<Alarm> alarm = Optional.empty();
    private boolean busy;
    private boolean passed;
    private boolean ended;

    /// `end` wakes the call that is blocked.
    Deadline(ScheduledExecutorService timer, Runnable end) {
        this.timer = timer;
        this.end = end;
    }

    private record Alarm(long at, ScheduledFuture<?> future) {}

    synchronized void set(Duration fromNow) {
        if (fromNow.isZero()) {
            at = Optional.empty();
            return;
        }
        long then = System.nanoTime() + fromNow.toNanos();
        at = Optional.of(then);
        if (alarm.isEmpty() || alarm.orElseThrow().at() - then > 0) {
            cancel();
            sound(then);
        }
    }

    /// A call begins; false if it is too late for that.
    synchronized boolean enter() {
        passed |= at.isPresent() && at.orElseThrow() - System.nanoTime() <= 0;
        busy = !passed;
        return busy;
    }

    synchronized void leave() {
        busy = false;
    }

    /// Whether it ended a call.
    synchronized boolean passed() {
        return passed;
    }

    /// No call will come any more. An alarm would hold on to the wire, and to the classes of the bundle that it
    /// came from, until it rings: there is none from now on, though the wire's users may still set one.
    synchronized void end() {
        ended = true;
        cancel();
    }

    private void cancel() {
        alarm.ifPresent(now -> now.future().cancel(false));
        alarm = Optional.empty();
    }

    private void sound(long then) {
        if (ended) {
            return;
        }
        long left = Math.max(then - System.nanoTime(), 0);
        alarm = Optional.of(new Alarm(then, timer.schedule(this::ring, left, TimeUnit.NANOSECONDS)));
    }

    private void ring() {
        if (isOver()) {
            end.run();
        }
    }

    private synchronized boolean isOver() {
        alarm = Optional.empty();
        if (at.isPresent() && at.orElseThrow() - System.nanoTime() > 0) {
            sound(at.orElseThrow());
            return false;
        }
        passed |= at.isPresent() && busy;
        return passed;
    }
}
