// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Something that may block or fail, on a virtual thread of its own.
public final class Attempt<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Attempt(TestThreads threads, Callable<T> body) {
        thread = threads.start("attempt", () -> run(body));
    }

    public static <T> Attempt<T> start(TestThreads threads, Callable<T> body) {
        return new Attempt<>(threads, body);
    }

    @SuppressWarnings("IllegalCatch") // whatever is thrown is the outcome
    private void run(Callable<T> body) {
        try {
            result.complete(body.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /// Returns when it waits for something, and has done so for a moment.
    public Attempt<T> awaitBlocked() {
        await().during(Duration.ofMillis(50)).atMost(Duration.ofMinutes(1)).until(this::blocked);
        return this;
    }

    private boolean blocked() {
        if (result.isDone()) {
            throw new AssertionError("it ended instead of blocking: " + result);
        }
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    public void interrupt() {
        thread.interrupt();
    }

    public boolean ended() {
        return result.isDone();
    }

    public boolean failed() {
        return result.isCompletedExceptionally();
    }

    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    public T value() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new AssertionError("it failed", e.getCause());
        }
    }

    public Throwable failure() throws InterruptedException {
        try {
            throw new AssertionError("it should have failed, and gave " + result.get());
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
