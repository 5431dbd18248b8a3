// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.Wiring;
import org.jzrepl.testkit.databases.MariadbServer;
import org.jzrepl.testkit.databases.PostgresServer;
import org.jzrepl.zfs.simulated.SimulatedZfs;
import org.osgi.framework.BundleException;

/// A daemon with work for bundles that bring native code, threads or drivers along: a push over TLS that prunes
/// both sides, and snapshots with hooks that talk to real databases.
final class LeakScene implements AutoCloseable {
    private static final DatasetPath DATA = DatasetPath.parse("tank/data");
    private static final DatasetPath COPY = DatasetPath.parse("backup/sink/" + Wiring.CLIENT + "/tank/data");
    private static final DatasetPath DATABASES = DatasetPath.parse("tank/databases");

    private final SimulatedZfs zfs;
    private final List<Closeable> servers;
    private final ContainedDaemon daemon;
    private int runs;

    private LeakScene(SimulatedZfs zfs, List<Closeable> servers, ContainedDaemon daemon) {
        this.zfs = zfs;
        this.servers = List.copyOf(servers);
        this.daemon = daemon;
    }

    static LeakScene start(Path path) throws IOException, InterruptedException, BundleException {
        var folder = new DaemonFolder(path);
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : List.of("tank", "tank/data", "tank/databases", "backup", "backup/sink")) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        var wiring = Wiring.over("tls", path, folder);
        var mariadb = MariadbServer.create();
        var postgres = PostgresServer.create();
        Files.writeString(folder.config(), configuration(folder, wiring, mariadb, postgres));
        return new LeakScene(zfs, List.of(wiring, mariadb::close, postgres::close), ContainedDaemon.start(folder));
    }

    private static String configuration(
            DaemonFolder folder, Wiring wiring, MariadbServer mariadb, PostgresServer postgres) {
        return """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: file, level: info, format: human, path: "%s"}]
                  zfs: %s
                jobs:
                  - {type: sink, name: backups, root_fs: backup/sink, recv: {placeholder: {encryption: inherit}}, serve: %s}
                  - type: push
                    name: data
                    connect: %s
                    filesystems: {tank/data: true}
                    snapshotting: {type: manual}
                    pruning:
                      keep_sender: [{type: last_n, count: 1}]
                      keep_receiver: [{type: last_n, count: 1}]
                  - type: snap
                    name: databases
                    filesystems: {tank/databases: true}
                    snapshotting:
                      type: periodic
                      prefix: zrepl_
                      interval: 1d
                      hooks:
                        - {type: mysql-lock-tables, dsn: "%s", filesystems: {tank<: true}, err_is_fatal: true}
                        - type: postgres-checkpoint
                          dsn: "host=127.0.0.1 sslmode=disable port=%d user=%s password=%s dbname=postgres"
                          filesystems: {tank<: true}
                          err_is_fatal: true
                    pruning: {keep: [{type: regex, regex: ".*"}]}
                """.formatted(
                        folder.socket(),
                        folder.log(),
                        folder.simulated(),
                        wiring.serve(),
                        wiring.connect(),
                        mariadb.dsn(),
                        postgres.port(),
                        PostgresServer.ADMIN,
                        PostgresServer.PASSWORD);
    }

    Bundles bundles() {
        return daemon.bundles();
    }

    /// One more snapshot, which arrives at the other side, and in whose place the one before is destroyed on
    /// both. The sink may still be about to listen, hence perhaps more runs than one.
    void replicate() throws IOException, InterruptedException {
        // of two that are of one second a rule takes the one whose name comes later for the newer one
        var name = "run%05d".formatted(++runs);
        zfs.write(DATA, "file", 1 << 16, runs);
        zfs.snapshots().create(List.of(DATA), name);
        daemon.await(name + " is all that either side has", () -> {
            daemon.run("data");
            return has(DATA, name) && has(COPY, name);
        });
    }

    private boolean has(DatasetPath dataset, String only) throws IOException, InterruptedException {
        return snapshots(dataset).equals(List.of(only));
    }

    private List<String> snapshots(DatasetPath dataset) throws IOException, InterruptedException {
        return zfs.catalog().revisions(dataset).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }

    /// So that the job takes the next one as soon as it starts.
    void forgetDatabases() throws IOException, InterruptedException {
        zfs.snapshots().destroy(DATABASES, zfs.catalog().revisions(DATABASES));
    }

    /// A snapshot between the edges of both hooks.
    void awaitDatabases() {
        daemon.await("the databases' snapshot is taken", () -> {
            var status = daemon.control().post("/status", "{}");
            return !snapshots(DATABASES).isEmpty()
                    && status.contains("UNLOCK TABLES")
                    && status.contains("postgres CHECKPOINT completed");
        });
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        for (var server : servers) {
            server.close();
        }
    }
}
