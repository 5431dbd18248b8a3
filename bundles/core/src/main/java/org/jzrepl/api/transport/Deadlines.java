// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The clock of all wires: one thread ends the calls whose deadline passes. A service of core.
@Component(service = Deadlines.class)
public final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    @Activate
    public Deadlines(@Reference Threads threads) {
        timer = new ScheduledThreadPoolExecutor(1, threads.factory("deadlines"));
        timer.setRemoveOnCancelPolicy(true);
    }

    Deadline deadline(Runnable end) {
        return new Deadline(timer, end);
    }

    @Override
    @Deactivate
    public void close() {
        timer.shutdownNow();
    }
}
