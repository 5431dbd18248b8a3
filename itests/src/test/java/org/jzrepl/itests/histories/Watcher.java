// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Looks on while a job runs.
interface Watcher {
    Watcher NOBODY = new Watcher() {};

    default void before(SimulatedZfs zfs, String call, DatasetPath dataset) {}

    default void after(SimulatedZfs zfs, String call, DatasetPath dataset) {}

    /// A step passes from daemon to daemon.
    default void step(Step step) {}
}
