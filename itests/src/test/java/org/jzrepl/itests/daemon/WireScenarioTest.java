// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two daemons with pools of their own.
final class WireScenarioTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/wire/data");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"tcp,true", "tcp,false", "tls,true", "tls,false", "ssh,true", "ssh,false"})
    void a_daemon_replicates_to_or_from_another(String transport, boolean push) throws Exception {
        try (var two = TwoSides.over(transport, push, "wire", folder)) {
            two.configure(two.sender().simulated(), two.receiver().simulated(), "");
            var sending = pools(two.sender(), "tank", "tank/wire", "tank/wire/data");
            var receiving = pools(two.receiver(), "backup", "backup/wire");
            try (var running = two.start()) {
                var calling = running.calling();
                assertEquals(List.of(""), replicate(two, calling, sending, "first"));
                assertEquals(List.of("@first"), replicate(two, calling, sending, "second"));
            }
            var copy = DatasetPath.parse(two.copy(DATA.toString()));
            for (var snapshot : List.of("first", "second")) {
                assertEquals(sending.content(DATA, snapshot), receiving.content(copy, snapshot));
            }
        }
    }

    private static SimulatedZfs pools(DaemonFolder folder, String... datasets) throws Exception {
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : datasets) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        return zfs;
    }

    /// Where the steps began that replicated a new snapshot.
    private static List<String> replicate(TwoSides two, DaemonProcess calling, SimulatedZfs zfs, String snapshot)
            throws Exception {
        zfs.write(DATA, snapshot, 3 << 20, snapshot.hashCode());
        zfs.snapshots().create(List.of(DATA), snapshot);
        var run = calling.run(two.job());
        assertEquals(List.of(), run.errors());
        return run.steps().stream().map(PushStatus.Step::from).toList();
    }
}
