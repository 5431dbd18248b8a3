// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.testkit.zfs.ZfsBench;
import org.jzrepl.testkit.zfs.ZfsContract;

/// The same with the pools in a file, each change saved and read again.
final class FileStoreContractTest implements ZfsContract {
    @TempDir
    private Path folder = Path.of("");

    private ZfsBench bench = new SimulatedZfsContractTest.Bench(SimulatedZfs.inMemory(1, InstantSource.system()));

    @BeforeEach
    void pools_in_a_file() {
        bench = new SimulatedZfsContractTest.Bench(
                SimulatedZfs.inFile(folder.resolve("pools"), InstantSource.system()));
    }

    @Override
    public ZfsBench bench() {
        return bench;
    }
}
