// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.nio.file.Path;
import org.jzrepl.zfs.simulated.SimulatedZfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpeedProbeTest {
    @TempDir
    Path folder;

    @Test
    void speed() throws Exception {
        try (var bench = new Workbench(folder, SimulatedZfs.inMemory(1, java.time.InstantSource.system()))) {
            var p = Path.of("/tmp/wt/sim/examples");
            for (var f : new String[] {"snapshots-only.yml"}) {
                long c0 = ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
                long t = System.nanoTime();
                var out = bench.run("--config", p.resolve(f).toString(), "--start", "2026-01-01T00:00:00Z");
                long c1 = ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
                System.out.println(out.out() + out.err());
                System.out.println((System.nanoTime() - t) / 1000000 + " ms, cpu " + (c1 - c0) / 1000000);
            }
        }
    }
}
