// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.zfs.ZfsBench;
import org.jzrepl.testkit.zfs.ZfsContract;

/// The native supplier on OpenZFS 2.3.
@Tag("zfs")
final class Zfs23ContractZfsTest implements ZfsContract {
    private final TestThreads threads = new TestThreads();
    private final ZfsBench bench = new GuestBench(ZfsGuest.of("2.3"), threads);

    @Override
    public ZfsBench bench() {
        return bench;
    }

    @AfterEach
    void end_threads() {
        threads.close();
    }
}
