// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.threads.Threads;

/// The threads of a bundle.
final class ServiceThreadsTest {
    private final ServiceThreads threads = new ServiceThreads();

    @Test
    void a_thread_carries_its_role_and_a_pump_has_a_platform_thread() throws InterruptedException {
        var plain = threads.start("listing", () -> {});
        var pump = threads.startPump("pump", () -> {});
        var library = threads.factory("grpc").newThread(() -> {});
        assertEquals("listing", plain.getName());
        assertTrue(plain.isVirtual());
        assertEquals("pump", pump.getName());
        assertFalse(pump.isVirtual());
        assertEquals("grpc", library.getName());
        assertTrue(pump.isDaemon() && library.isDaemon(), "no thread keeps the process alive");
    }

    @Test
    void all_have_ended_when_the_bundle_has_stopped() throws InterruptedException {
        var cleaned = new AtomicBoolean();
        var waiting = threads.start("waiting", () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                cleaned.set(true);
            }
        });
        var pump = threads.startPump("pump", () -> new CountDownLatch(1).await());
        threads.end();
        assertFalse(waiting.isAlive() || pump.isAlive());
        assertTrue(cleaned.get());
    }

    @Test
    void a_thread_inherits_the_class_loader_and_no_thread_local() throws InterruptedException {
        var session = new InheritableThreadLocal<String>();
        var seen = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        Threads.Body body =
                () -> seen.add(session.get() + " " + Thread.currentThread().getContextClassLoader());
        session.set("somebody's");
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            threads.start("plain", body).join();
            threads.startPump("pump", body).join();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertEquals(java.util.List.of("null null", "null null"), java.util.List.copyOf(seen));
    }

    @Test
    void a_bug_ends_its_thread_only() throws InterruptedException {
        var broken = threads.start("broken", () -> {
            throw new IllegalStateException("broken on purpose");
        });
        broken.join();
        var done = new AtomicBoolean();
        threads.start("next", () -> done.set(true)).join();
        assertTrue(done.get());
    }
}
