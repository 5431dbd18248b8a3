// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The threads of one bundle: carry their maker's log fields, and end with the bundle.
@Component(service = Threads.class, scope = ServiceScope.BUNDLE)
public final class ServiceThreads implements Threads {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceThreads.class);
    private static final Duration JOIN_AT_MOST = Duration.ofSeconds(30);

    private final Set<Thread> live = ConcurrentHashMap.newKeySet();
    private final LogFields logFields;

    public ServiceThreads() {
        this(LogFields.of(Environment.ofProcess()));
    }

    ServiceThreads(LogFields logFields) {
        this.logFields = logFields;
    }

    @Override
    public Thread start(String role, Body body) {
        return started(heir(Thread.ofVirtual().name(role), asRunnable(role, body)));
    }

    @Override
    public Thread startPump(String role, Body body) {
        return started(platform(role, asRunnable(role, body)));
    }

    @Override
    public ThreadFactory factory(String role) {
        return runnable -> {
            var thread = platform(role, runnable);
            live.add(thread);
            return thread;
        };
    }

    @Deactivate
    void end() throws InterruptedException {
        live.forEach(Thread::interrupt);
        for (var thread : live) {
            if (!thread.join(JOIN_AT_MOST)) {
                LOG.atWarn().addKeyValue("thread", thread.getName()).log("thread did not end in time");
            }
        }
    }

    private Thread platform(String role, Runnable runnable) {
        return heir(Thread.ofPlatform().daemon().name(role), runnable);
    }

    /// Has its maker's log fields and class loader, and nothing else: what is begun from a shell must not hold on
    /// to that session, whose streams are in a thread local that would be inherited.
    private Thread heir(Thread.Builder builder, Runnable runnable) {
        var thread = builder.inheritInheritableThreadLocals(false).unstarted(carried(runnable));
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return thread;
    }

    private Thread started(Thread thread) {
        live.add(thread);
        thread.start();
        return thread;
    }

    @Override
    public Span span(Map<String, ?> fields) {
        var before = LogFields.now();
        var inside = new HashMap<>(before);
        fields.forEach((name, value) -> inside.put(name, value.toString()));
        inside.put(LogFields.SPAN, logFields.within(before));
        MDC.setContextMap(inside);
        return () -> MDC.setContextMap(before);
    }

    /// A thread made here begins with a copy of its maker's fields, as a task below it.
    private Runnable carried(Runnable runnable) {
        var fields = new HashMap<>(LogFields.now());
        fields.put(LogFields.SPAN, logFields.below(fields));
        return () -> {
            MDC.setContextMap(fields);
            try {
                runnable.run();
            } finally {
                MDC.clear();
                live.remove(Thread.currentThread());
            }
        };
    }

    /// The kernel's supervision: whatever a body throws ends its thread only.
    private static Runnable asRunnable(String role, Body body) {
        return () -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // asked to stop: the thread ends here
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("thread", role).setCause(e).log("thread ended by a bug");
            }
        };
    }
}
