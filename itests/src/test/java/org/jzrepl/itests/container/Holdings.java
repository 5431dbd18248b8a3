// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this JVM holds on to: class loaders of one bundle, threads, metaspace in MiB, and file descriptors.
record Holdings(long loaders, int threads, long metaspace, long descriptors) {
    private static final int MORE_THREADS = 4;
    /// A class loader with its classes takes about one, so that a few that are kept would show.
    private static final int MORE_METASPACE = 10;
    private static final int MORE_DESCRIPTORS = 8;

    static Holdings now(long loaders) {
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return new Holdings(
                loaders,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                metaspace >> 20,
                system.getOpenFileDescriptorCount());
    }

    /// The same, but for threads and files of libraries that come and go.
    boolean isNoMoreThan(Holdings before) {
        return loaders <= before.loaders
                && threads <= before.threads + MORE_THREADS
                && metaspace <= before.metaspace + MORE_METASPACE
                && descriptors <= before.descriptors + MORE_DESCRIPTORS;
    }

    /// How it has become `after`.
    String until(Holdings after) {
        return "class loaders %d -> %d, threads %d -> %d, metaspace %d MiB -> %d MiB, descriptors %d -> %d"
                .formatted(
                        loaders,
                        after.loaders,
                        threads,
                        after.threads,
                        metaspace,
                        after.metaspace,
                        descriptors,
                        after.descriptors);
    }
}
