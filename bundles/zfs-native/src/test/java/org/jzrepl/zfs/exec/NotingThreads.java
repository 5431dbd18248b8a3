// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.jzrepl.api.threads.Threads;

/// Passes on, and remembers the first thread that a library made.
record NotingThreads(Threads threads, CompletableFuture<Thread> ofLibrary) implements Threads {
    @Override
    public Thread start(String role, Body body) {
        return threads.start(role, body);
    }

    @Override
    public Thread startPump(String role, Body body) {
        return threads.startPump(role, body);
    }

    @Override
    public Span span(Map<String, ?> fields) {
        return threads.span(fields);
    }

    @Override
    public ThreadFactory factory(String role) {
        return body -> {
            var thread = threads.factory(role).newThread(body);
            ofLibrary.complete(thread);
            return thread;
        };
    }
}
