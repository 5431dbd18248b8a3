// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A push from `tank` to a sink below `backup/sink` in one daemon, on pools that the test changes beside it.
/// Snapshots are taken by the test.
public record SimulatedPush(DaemonFolder folder, SimulatedZfs zfs) {
    /// The push job's name.
    public static final String JOB = "data";

    private static final String KEEP_ALL = "[{type: regex, regex: \".*\"}]";

    /// Makes the pools and a configuration that keeps everything. `zfsKeys` go into `global.zfs`, `jobKeys` into
    /// the push job.
    public static SimulatedPush prepare(Path path, String zfsKeys, String jobKeys)
            throws IOException, InterruptedException {
        var folder = new DaemonFolder(path);
        folder.configure(
                "zfs: {type: simulated, file: \"" + folder.pools() + "\"" + zfsKeys + "}",
                jobs("{type: manual}", KEEP_ALL, KEEP_ALL) + jobKeys.indent(2));
        var push = new SimulatedPush(folder, SimulatedZfs.inFile(folder.pools(), InstantSource.system()));
        for (var dataset : List.of("tank", "backup", "backup/sink")) {
            push.create(dataset);
        }
        return push;
    }

    /// Both jobs, the push with these snapshots and rules.
    static String jobs(String snapshotting, String keepSender, String keepReceiver) {
        return """
                - {type: sink, name: backups, root_fs: backup/sink, recv: {placeholder: {encryption: inherit}},
                   serve: {type: local, listener_name: backups}}
                - type: push
                  name: data
                  connect: {type: local, listener_name: backups, client_identity: here}
                  filesystems: {"tank<": true, tank: false}
                  snapshotting: %s
                  pruning:
                    keep_sender: %s
                    keep_receiver: %s
                """.formatted(snapshotting, keepSender, keepReceiver);
    }

    public void create(String dataset) throws IOException, InterruptedException {
        zfs.properties().create(DatasetPath.parse(dataset), Map.of());
    }

    public void write(String dataset, String file, long bytes) throws IOException, InterruptedException {
        zfs.write(DatasetPath.parse(dataset), file, bytes, file.hashCode());
    }

    public void snapshot(String name, String... datasets) throws IOException, InterruptedException {
        zfs.snapshots()
                .create(List.of(datasets).stream().map(DatasetPath::parse).toList(), name);
    }

    /// The files of a snapshot and of its copy.
    public Set<Map<String, String>> bothSides(String dataset, String snapshot)
            throws IOException, InterruptedException {
        return List.of(zfs.content(DatasetPath.parse(dataset), snapshot), zfs.content(copy(dataset), snapshot)).stream()
                .collect(Collectors.toSet());
    }

    /// Where the copy of a filesystem is.
    public static DatasetPath copy(String dataset) {
        return DatasetPath.parse("backup/sink/here/" + dataset);
    }
}
