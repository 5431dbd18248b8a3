// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jzrepl.api.threads.Threads;

/// Threads that end together. Safe for use by several threads.
public final class Crew implements Threads, AutoCloseable {
    /// An interrupt can get lost in a library: it is repeated.
    private static final Duration INSIST = Duration.ofSeconds(1);

    private final Threads threads;
    private final Set<Thread> members = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Crew(Threads threads) {
        this.threads = threads;
    }

    @Override
    public Thread start(String role, Body body) {
        return threads.start(role, member(body));
    }

    /// For libraries that go on handing out work while they are being ended: starts nothing then.
    public void offer(String role, Runnable task) {
        if (!closed) {
            threads.start(role, members(task::run));
        }
    }

    @Override
    public Thread startPump(String role, Body body) {
        return threads.startPump(role, member(body));
    }

    @Override
    public Span span(Map<String, ?> fields) {
        return threads.span(fields);
    }

    /// Threads of libraries, which end them: not members.
    @Override
    public ThreadFactory factory(String role) {
        return threads.factory(role);
    }

    /// Interrupts all and waits for them, whatever happens; an interrupt meanwhile is kept for the caller.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (var member : members) {
            interrupted |= end(member);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean end(Thread member) {
        boolean interrupted = false;
        while (member.isAlive() && member != Thread.currentThread()) {
            member.interrupt();
            try {
                member.join(INSIST);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /// Refused once closed, so that nobody joins behind the back of whoever waits for all.
    private Body member(Body body) {
        if (closed) {
            throw new RejectedExecutionException("nothing new is begun here: it is being ended");
        }
        return members(body);
    }

    private Body members(Body body) {
        return () -> {
            members.add(Thread.currentThread());
            try {
                if (!closed) {
                    body.run();
                }
            } finally {
                members.remove(Thread.currentThread());
            }
        };
    }
}
