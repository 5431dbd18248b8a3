// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.testkit.databases.MariadbServer;
import org.jzrepl.testkit.databases.PostgresServer;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Snapshots of databases' filesystems, taken by the product as it ships.
final class DatabaseHookScenarioTest {
    private static final DatasetPath MARIADB = DatasetPath.parse("tank/mariadb");
    private static final DatasetPath POSTGRES = DatasetPath.parse("tank/postgres");

    private static final String REFUSED =
            "ERROR 1205 (HY000) at line 1: Lock wait timeout exceeded; try restarting transaction";

    @TempDir
    private Path path;

    @Test
    void nobody_writes_while_the_snapshot_is_taken_and_anybody_does_afterwards() throws Exception {
        try (var mariadb = MariadbServer.create();
                var postgres = PostgresServer.create()) {
            var folder = new DaemonFolder(path);
            var tries = path.resolve("tries");
            var zfs = prepare(folder, mariadb, postgres, tries);
            try (var daemon = DaemonProcess.start(folder)) {
                daemon.await("the hooks are done", () -> {
                    var status = status(daemon);
                    return status.contains("UNLOCK TABLES") && status.contains("postgres CHECKPOINT completed");
                });
                assertEquals(1, zfs.catalog().revisions(MARIADB).size());
                assertEquals(
                        List.of(REFUSED, REFUSED),
                        Files.readAllLines(tries).stream()
                                .filter(line -> line.startsWith("ERROR"))
                                .toList());
                assertEquals(
                        0,
                        new ProcessBuilder(mariadb.command("INSERT INTO orders VALUES (1)"))
                                .inheritIO()
                                .start()
                                .waitFor());
                var told = status(daemon) + String.join("\n", daemon.log());
                assertFalse(told.contains(MariadbServer.PASSWORD) || told.contains(PostgresServer.PASSWORD), told);
                assertEquals(0, daemon.terminate());
            }
        }
    }

    private static String status(DaemonProcess daemon) throws IOException {
        return daemon.control().post("/status", "{}");
    }

    /// A second hook, within the one that locks, tries to write.
    private SimulatedZfs prepare(DaemonFolder folder, MariadbServer mariadb, PostgresServer postgres, Path tries)
            throws IOException, InterruptedException {
        var attempt = mariadb.command("SET lock_wait_timeout = 1; INSERT INTO orders VALUES (1)").stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        var script = Files.writeString(path.resolve("try.sh"), "#!/bin/sh\n! " + attempt + " 2>> '" + tries + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder.configure("zfs: " + folder.simulated(), """
                - type: snap
                  name: databases
                  filesystems: {"tank<": true}
                  snapshotting:
                    type: periodic
                    prefix: zrepl_
                    interval: 1d
                    hooks:
                      - type: mysql-lock-tables
                        dsn: "%s"
                        filesystems: {tank/mariadb: true}
                        err_is_fatal: true
                        timeout: 5m
                      - {type: command, path: "%s", filesystems: {tank/mariadb: true}, timeout: 5m}
                      - type: postgres-checkpoint
                        dsn: "host=%s port=%d user=%s password=%s dbname=postgres"
                        filesystems: {tank/postgres: true}
                        timeout: 5m
                  pruning: {keep: [{type: regex, regex: ".*"}]}
                """.formatted(
                        mariadb.dsn(),
                        script,
                        postgres.sockets(),
                        postgres.port(),
                        PostgresServer.ADMIN,
                        PostgresServer.PASSWORD));
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : List.of(DatasetPath.parse("tank"), MARIADB, POSTGRES)) {
            zfs.properties().create(dataset, Map.of());
        }
        return zfs;
    }
}
