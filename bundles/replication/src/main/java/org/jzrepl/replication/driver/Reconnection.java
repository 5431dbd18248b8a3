// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.Reconnect;
import org.jzrepl.api.threads.Threads;

/// Waits until both sides answer again.
final class Reconnection {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Sides sides;
    private final Threads threads;
    private final Board board;
    private final InstantSource clock;
    private final AtomicReference<String> lastFailure = new AtomicReference<>("no answer");

    Reconnection(Sides sides, Threads threads, Board board, InstantSource clock) {
        this.sides = sides;
        this.threads = threads;
        this.board = board;
        this.clock = clock;
    }

    /// Whether both sides answered within `atMost`.
    boolean await(Duration atMost) throws InterruptedException {
        Instant since = clock.instant();
        var until = since.plus(atMost);
        board.reconnecting(new Reconnect(since, until, Optional.empty()));
        var answers = new CountDownLatch(2);
        var callers = List.of(
                threads.start("reconnect sender", () -> call(sides.sender(), answers)),
                threads.start("reconnect receiver", () -> call(sides.receiver(), answers)));
        try {
            if (answers.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } finally {
            callers.forEach(Thread::interrupt);
            Joining.all(callers);
        }
        var reason = "the other side could not be reached for " + atMost + ": " + lastFailure.get();
        board.reconnecting(new Reconnect(since, until, Optional.of(new Failure(clock.instant(), reason))));
        return false;
    }

    private void call(Endpoint side, CountDownLatch answers) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                side.awaitReachable();
                answers.countDown();
                return;
            } catch (IOException e) {
                lastFailure.set(FilesystemRun.sentence(e));
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
