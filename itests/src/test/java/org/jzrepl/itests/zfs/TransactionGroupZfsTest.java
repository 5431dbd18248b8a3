// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// A round of snapshots is one instant of the pool.
@Tag("zfs")
final class TransactionGroupZfsTest {
    private static final int DATASETS = 50;

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void fifty_datasets_get_their_snapshot_in_one_transaction_group_by_one_process() throws Exception {
        guest.shell("zfs create tank/txg\nfor i in $(seq " + DATASETS + "); do zfs create tank/txg/d$i; done");
        var folder = new DaemonFolder(temporary);
        var zfs = ZfsWrapper.write(folder.path(), guest.zfs(), "");
        folder.configure("zfs: {type: native, path: \"" + zfs.path() + "\"}", """
                - type: snap
                  name: snap
                  filesystems: {"tank/txg<": true, "tank/txg": false}
                  snapshotting: {type: periodic, prefix: auto_, interval: 1h}
                  pruning: {keep: [{type: last_n, count: 1}]}
                """);
        try (var daemon = DaemonProcess.start(folder)) {
            daemon.await(
                    "the round is over", () -> progress(daemon).matches("(?s).*\"State\":16,.*\"Progress\":\\[.*"));
            assertEquals(0, daemon.terminate());
        }
        var rows = guest.shell("zfs list -H -p -r -t snapshot -o name,createtxg tank/txg")
                .lines()
                .toList();
        var groups = rows.stream().map(row -> row.split("\t")[1]).collect(Collectors.toSet());
        var names = rows.stream().map(row -> row.replaceAll(".*@|\t.*", "")).collect(Collectors.toSet());
        var calls = zfs.calls().stream()
                .filter(call -> call.startsWith("snapshot "))
                .toList();
        System.out.println("one round of snapshots: " + rows.size() + " datasets, " + calls.size()
                + " process, createtxg " + groups + ", names " + names);
        assertEquals(DATASETS, rows.size());
        assertEquals(1, groups.size(), rows::toString);
        assertEquals(1, names.size(), rows::toString);
        assertEquals(1, calls.size(), calls::toString);
    }

    private static String progress(DaemonProcess daemon) throws Exception {
        return daemon.job("snap").getAsJsonObject("snap").get("Snapshotting").toString();
    }
}
