// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import org.jzrepl.api.threads.Threads;

/// One call from job to job: made by the caller's thread, run by a thread of the serving job.
///
/// All state is guarded by the object's own lock.
final class Call<T> implements Threads.Body {
    private final Body<T> body;
    private Optional<Thread> worker = Optional.empty();
    private Optional<Result<T>> result = Optional.empty();
    private Optional<IOException> ended = Optional.empty();

    Call(Body<T> body) {
        this.body = body;
    }

    interface Body<T> {
        T run() throws IOException, InterruptedException;
    }

    /// What came of it. Closed.
    private sealed interface Result<T> {
        record Value<T>(T value) implements Result<T> {}

        record Failed<T>(Throwable cause) implements Result<T> {}
    }

    synchronized void startedAs(Thread thread) {
        worker = Optional.of(thread);
        if (ended.isPresent()) {
            thread.interrupt();
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch") // whatever the call throws belongs to the caller, be it a bug
    public void run() {
        Result<T> came;
        try {
            came = new Result.Value<>(body.run());
        } catch (Throwable e) {
            came = new Result.Failed<>(e);
        }
        finish(came);
    }

    /// Ends a call that no thread has begun.
    synchronized void refuse(IOException why) {
        if (worker.isEmpty()) {
            finish(new Result.Failed<>(why));
        }
    }

    /// Interrupts the thread that runs it and waits until it has ended; the caller gets `why`.
    synchronized void end(IOException why) throws InterruptedException {
        ended = Optional.of(why);
        worker.ifPresent(Thread::interrupt);
        while (result.isEmpty() && worker.isPresent()) {
            wait();
        }
    }

    /// The call's outcome, as if the caller had run it.
    T await() throws IOException, InterruptedException {
        try {
            awaitResult();
        } catch (InterruptedException e) {
            end(new ClosedByInterruptException());
            throw e;
        }
        synchronized (this) {
            return switch (result.orElseThrow()) {
                case Result.Value<T>(var value) -> value;
                case Result.Failed<T>(var cause) -> throw rethrown(cause);
            };
        }
    }

    private synchronized void awaitResult() throws InterruptedException {
        while (result.isEmpty()) {
            wait();
        }
    }

    private synchronized void finish(Result<T> came) {
        if (result.isEmpty()) {
            result = Optional.of(came);
        }
        notifyAll();
    }

    private IOException rethrown(Throwable cause) {
        return switch (cause) {
            case InterruptedException e -> ended.orElseGet(() -> new IOException("local call was interrupted", e));
            case ClosedByInterruptException e -> ended.orElse(e);
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
