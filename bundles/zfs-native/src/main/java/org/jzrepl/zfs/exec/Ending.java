// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Ends a process and what it started: asks first, and kills after a grace.
final class Ending {
    /// Twice this, an interrupted caller waits at most.
    static final Duration GRACE = Duration.ofMillis(400);

    private Ending() {}

    static void of(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var family = family(process);
        family.forEach(ProcessHandle::destroy);
        await(process);
        Stream.concat(family.stream(), family(process).stream()) // it may have started more
                .filter(ProcessHandle::isAlive)
                .forEach(ProcessHandle::destroyForcibly);
        await(process);
    }

    /// The program may be a wrapper, with ZFS below it.
    static List<ProcessHandle> family(Process process) {
        var itself = process.toHandle();
        return Stream.concat(Stream.of(itself), itself.descendants()).toList();
    }

    /// In spite of interrupts, which it keeps for later.
    private static void await(Process process) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
