// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.itests.daemon.MidTransfer.Deed;
import org.jzrepl.itests.daemon.MidTransfer.Outcome;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A push over TLS from one daemon to another, on simulated pools, the sender's of which are slow.
record SlowPush(TwoSides two, TwoSides.Running running, SimulatedZfs sending, SimulatedZfs receiving)
        implements Closeable {
    static final int BYTES_PER_SECOND = 2 << 20;

    private static final DatasetPath DATA = DatasetPath.parse("tank/swap/data");

    /// Starts both, and replicates something small.
    static SlowPush start(Path folder) throws IOException, InterruptedException {
        var two = TwoSides.over("tls", true, "swap", folder);
        var sending = pools(two.sender(), "tank", "tank/swap", "tank/swap/data");
        var receiving = pools(two.receiver(), "backup", "backup/swap");
        two.configure(
                "{type: simulated, file: '" + two.sender().pools() + "', bytes_per_second: " + BYTES_PER_SECOND + " B}",
                two.receiver().simulated(),
                "");
        sending.snapshots().create(List.of(DATA), "empty");
        var push = new SlowPush(two, two.start(), sending, receiving);
        assertEquals(List.of(), push.running.calling().run(two.job()).errors());
        return push;
    }

    private static SimulatedZfs pools(DaemonFolder folder, String... datasets)
            throws IOException, InterruptedException {
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : datasets) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        return zfs;
    }

    DirectOperator sender() {
        return new DirectOperator(two.sender());
    }

    DirectOperator receiver() {
        return new DirectOperator(two.receiver());
    }

    List<DirectOperator> both() {
        return List.of(sender(), receiver());
    }

    /// Replicates a new snapshot that takes so long, and acts in the middle; what has arrived is equal.
    Outcome during(String what, int seconds, Deed deed) throws Exception {
        var snapshot = what.replaceAll("[^a-z]+", "_");
        sending.write(DATA, snapshot, bytes(seconds), snapshot.hashCode());
        sending.snapshots().create(List.of(DATA), snapshot);
        var outcome = transfer(seconds, snapshot).during(what, deed);
        assertEquals(sending.content(DATA, snapshot), receiving.content(copy(), snapshot));
        System.out.println(outcome + ", content equal");
        return outcome;
    }

    private MidTransfer transfer(int seconds, String snapshot) {
        return new MidTransfer(
                running.calling(),
                two.job(),
                bytes(seconds),
                () -> receiving.catalog().revisions(copy()).stream()
                        .anyMatch(one -> one.name().equals(snapshot)));
    }

    /// Fails if the transfer is over.
    void assertUnderWay(String what, int seconds) throws IOException {
        transfer(seconds, "").assertUnderWay(what);
    }

    private static int bytes(int seconds) {
        return seconds * BYTES_PER_SECOND;
    }

    private DatasetPath copy() {
        return DatasetPath.parse(two.copy(DATA.toString()));
    }

    @Override
    public void close() throws IOException {
        running.close();
        two.close();
    }
}
