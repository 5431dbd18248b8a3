// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.threads;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.osgi.annotation.versioning.ProviderType;

/// The only source of threads: virtual ones, and platform ones for whoever blocks on a pipe or a file,
/// or moves a stream's bytes.
///
/// Each bundle gets its own; its threads are interrupted and joined when the bundle stops. A new thread
/// carries the log fields (SLF4J's MDC, with `job` in it) of the thread that made it, and its role in its
/// name; in the field `span` it is a task below its maker's. All are daemon threads.
@ProviderType
public interface Threads {
    /// A virtual thread, started.
    Thread start(String role, Body body);

    /// A platform thread, started: two virtual ones blocked on pipes would stop everybody else on two cores, and
    /// one that moves a stream through a socket costs more CPU with each park than a platform one.
    Thread startPump(String role, Body body);

    /// For libraries that make threads: platform threads, since libraries do what they like.
    ThreadFactory factory(String role);

    /// Begins a piece of the calling thread's work. Until it is closed, by the same thread, all that the
    /// thread and those it starts log carries `fields` (such as `subsystem` and `fs`, `configuration.md` 8.3)
    /// and a span of its own; afterwards what was there before.
    Span span(Map<String, ?> fields);

    /// A piece of work that has begun.
    @ProviderType
    interface Span extends AutoCloseable {
        @Override
        void close();
    }

    /// Ends by returning or when interrupted; anything else thrown is logged as a bug.
    @FunctionalInterface
    interface Body {
        void run() throws InterruptedException;
    }
}
