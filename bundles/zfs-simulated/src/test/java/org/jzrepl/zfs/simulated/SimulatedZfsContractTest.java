// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.testkit.zfs.ZfsBench;
import org.jzrepl.testkit.zfs.ZfsContract;

final class SimulatedZfsContractTest implements ZfsContract {
    private final Bench bench = new Bench(SimulatedZfs.inMemory(1, InstantSource.system()));

    @Override
    public ZfsBench bench() {
        return bench;
    }

    static final class Bench implements ZfsBench {
        private final SimulatedZfs zfs;
        private final AtomicInteger used = new AtomicInteger();

        Bench(SimulatedZfs zfs) {
            this.zfs = zfs;
            try {
                zfs.properties().create(pool(), Map.of());
                zfs.properties().create(otherPool(), Map.of());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Zfs zfs() {
            return zfs;
        }

        @Override
        public DatasetPath pool() {
            return DatasetPath.parse("tank");
        }

        @Override
        public DatasetPath otherPool() {
            return DatasetPath.parse("backup");
        }

        @Override
        public void write(DatasetPath dataset, String file, int bytes, long seed)
                throws IOException, InterruptedException {
            zfs.write(dataset, file, bytes, seed);
        }

        @Override
        public SortedMap<String, String> content(DatasetPath dataset, String snapshot)
                throws IOException, InterruptedException {
            return zfs.content(dataset, snapshot);
        }

        @Override
        public void modify(DatasetPath received) throws IOException, InterruptedException {
            zfs.write(received, "foreign", 10, 99);
        }

        @Override
        public String unused() {
            return "c " + used.incrementAndGet();
        }
    }
}
