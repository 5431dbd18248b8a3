// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.jzrepl.api.threads.Threads;

/// Threads for a test. Closing interrupts and joins what still runs, and fails if a thread ended with an
/// exception.
public final class TestThreads implements Threads, AutoCloseable {
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();

    @Override
    public Thread start(String role, Body body) {
        return started(Thread.ofVirtual().name(role).unstarted(guarded(body)));
    }

    @Override
    public Thread startPump(String role, Body body) {
        return started(Thread.ofPlatform().daemon().name(role).unstarted(guarded(body)));
    }

    @Override
    public ThreadFactory factory(String role) {
        return body -> Thread.ofPlatform().daemon().name(role).unstarted(body);
    }

    /// Log fields are the kernel's affair.
    @Override
    public Span span(Map<String, ?> fields) {
        return () -> {};
    }

    /// How many of them have not ended.
    public long running() {
        return started.stream().filter(Thread::isAlive).count();
    }

    @Override
    public void close() {
        started.forEach(Thread::interrupt);
        started.forEach(TestThreads::awaitEnd);
        if (!bugs.isEmpty()) {
            throw new AssertionError("a thread ended with an exception", bugs.peek());
        }
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread started(Thread thread) {
        started.add(thread);
        thread.start();
        return thread;
    }

    private Runnable guarded(Body body) {
        return () -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                // asked to stop: the thread ends here
            } catch (RuntimeException | Error e) {
                bugs.add(e);
            } finally {
                started.remove(Thread.currentThread());
            }
        };
    }
}
