// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.Wiring;
import org.jzrepl.zfs.simulated.SimulatedZfs;
import org.osgi.framework.BundleException;

/// A daemon with pushes to sinks of its own over several transports, slow enough for a bundle to go while they
/// send. The dataset and the jobs are called as the transport is.
final class RemovalScene implements AutoCloseable {
    private static final long BYTES = 1 << 20;

    private final SimulatedZfs zfs;
    private final ContainedDaemon daemon;
    private final Path log;
    private final List<Wiring> wirings;
    private int snapshots;

    private RemovalScene(SimulatedZfs zfs, ContainedDaemon daemon, Path log, List<Wiring> wirings) {
        this.zfs = zfs;
        this.daemon = daemon;
        this.log = log;
        this.wirings = List.copyOf(wirings);
    }

    static RemovalScene start(Path path, List<String> transports)
            throws IOException, InterruptedException, BundleException {
        var folder = new DaemonFolder(path);
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var pool : List.of("tank", "backup")) {
            zfs.properties().create(DatasetPath.parse(pool), Map.of());
        }
        var jobs = new StringBuilder();
        var globals = new StringBuilder();
        var wirings = new ArrayList<Wiring>();
        for (var transport : transports) {
            zfs.properties().create(source(transport), Map.of());
            zfs.properties().create(DatasetPath.parse("backup/" + transport), Map.of());
            var wiring = Wiring.over(transport, path, folder);
            jobs.append(jobs(transport, wiring));
            globals.append(wiring.global().indent(2));
            wirings.add(wiring);
        }
        Files.writeString(folder.config(), """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: file, level: info, format: human, path: "%s"}]
                  zfs: {type: simulated, file: "%s", bytes_per_second: 1 MiB}
                %sjobs:
                %s""".formatted(folder.socket(), folder.log(), folder.pools(), globals, jobs));
        return new RemovalScene(zfs, ContainedDaemon.start(folder), folder.log(), wirings);
    }

    private static String jobs(String transport, Wiring wiring) {
        return """
                - {type: sink, name: %1$s-sink, root_fs: backup/%1$s, recv: {placeholder: {encryption: inherit}}, serve: %2$s}
                - type: push
                  name: %1$s
                  connect: %3$s
                  filesystems: {tank/%1$s: true}
                  snapshotting: {type: manual}
                  pruning:
                    keep_sender: [{type: last_n, count: 2}]
                    keep_receiver: [{type: last_n, count: 2}]
                """.formatted(transport, wiring.serve(), wiring.connect());
    }

    private static DatasetPath source(String transport) {
        return DatasetPath.parse("tank/" + transport);
    }

    private static DatasetPath copy(String transport) {
        return DatasetPath.parse("backup/" + transport + "/" + Wiring.CLIENT + "/tank/" + transport);
    }

    Bundles bundles() {
        return daemon.bundles();
    }

    /// Takes another snapshot, and returns its name when a part of it has been sent.
    String begin(String transport) throws IOException, InterruptedException {
        var name = "take%03d".formatted(++snapshots);
        zfs.write(source(transport), name, BYTES, snapshots);
        zfs.snapshots().create(List.of(source(transport)), name);
        daemon.control().signal("wakeup", transport);
        daemon.await(
                "a part of " + name + " has been sent",
                () -> daemon.active(transport)
                        .filter(status -> status.phase().equals("replicating") && status.replicated() > 0)
                        .isPresent());
        return name;
    }

    /// Whether the job says that it waits for a supplier.
    boolean waits(String transport) throws IOException {
        return daemon.active(transport).isEmpty();
    }

    /// `jzrepl reload`.
    ///
    /// @throws IOException with what it is refused for
    void reload() throws IOException {
        daemon.control().post("/reload", "{}");
    }

    /// `jzrepl plugin list --all`, as a document.
    String plugins() throws IOException {
        return daemon.control().post("/plugins", "{}");
    }

    /// How often the daemon has begun.
    long starts() throws IOException {
        return logged().stream().filter(line -> line.contains("daemon started")).count();
    }

    /// What its outlet has written.
    List<String> logged() throws IOException {
        return Files.readAllLines(log);
    }

    /// Whether the other side has the snapshot.
    boolean has(String transport, String snapshot) throws IOException, InterruptedException {
        try {
            return zfs.catalog().revisions(copy(transport)).stream()
                    .anyMatch(revision -> revision.name().equals(snapshot));
        } catch (NoSuchDatasetException e) {
            return false; // the first one has not begun to arrive
        }
    }

    void awaitArrival(String transport, String snapshot) {
        daemon.await(snapshot + " has arrived", () -> has(transport, snapshot));
    }

    /// Wakes the job until it has got through, and looks at what has arrived.
    void complete(String transport, String snapshot) throws IOException, InterruptedException {
        daemon.await(snapshot + " has arrived", () -> {
            daemon.run(transport);
            return daemon.active(transport)
                    .filter(status -> status.errors().isEmpty())
                    .isPresent();
        });
        assertEquals(zfs.content(source(transport), snapshot), zfs.content(copy(transport), snapshot));
    }

    @Override
    public void close() throws IOException {
        try (daemon) {
            for (var wiring : wirings) {
                wiring.close();
            }
        }
    }
}
