// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.osgi.framework.BundleException;

/// A daemon with two jobs that take a snapshot each, by a script in place of `zfs`. One waits for ZFS until the
/// test lets it go; the other for a database that lets clients in and says nothing.
final class SnapshotScene implements AutoCloseable {
    static final String STUCK_IN_ZFS = "zfs";
    static final String STUCK_IN_A_HOOK = "hook";

    private static final String SCRIPT = """
            #!/bin/sh
            cd '%s' || exit 1
            for word; do properties=$last; last=$word; done
            case "$1 $last" in
            snapshot*tank/zfs@*)
                if ! [ -e go ]; then echo $$ >command.new; mv command.new command; exec sleep 600; fi ;;
            esac
            case $1 in
            snapshot) printf '%%s\\t7\\t20\\t60\\t0\\n' "$last" >>snapshots ;;
            list) grep "^$last" snapshots ;;
            get)
                IFS=,
                for property in $properties; do
                    case $property in type) value=filesystem ;; guid) value=1 ;; *) value=- ;; esac
                    printf '%%s\t%%s\t%%s\t-\n' "$last" "$property" "$value"
                done ;;
            esac
            exit 0
            """;

    private static final int LONG = 120_000;

    private final Path path;
    private final ServerSocket database;
    private final ContainedDaemon daemon;

    private SnapshotScene(Path path, ServerSocket database, ContainedDaemon daemon) {
        this.path = path;
        this.database = database;
        this.daemon = daemon;
    }

    static SnapshotScene start(Path path) throws IOException, BundleException {
        var script = Files.writeString(path.resolve("zfs"), SCRIPT.formatted(path));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(path.resolve("snapshots"));
        var database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var folder = new DaemonFolder(path);
        Files.writeString(
                folder.config(),
                """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: file, level: debug, format: human, path: "%s"}]
                  zfs: {type: native, path: "%s"}
                jobs:
                """.formatted(folder.socket(), folder.log(), script)
                        + job(STUCK_IN_ZFS, "")
                        + job(
                                STUCK_IN_A_HOOK,
                                "{type: postgres-checkpoint, filesystems: {tank<: true},"
                                        + " dsn: 'host=127.0.0.1 port=" + database.getLocalPort()
                                        + " user=u password=p dbname=d sslmode=disable'}"));
        return new SnapshotScene(path, database, ContainedDaemon.start(folder));
    }

    private static String job(String name, String hook) {
        return """
                - type: snap
                  name: %1$s
                  filesystems: {tank/%1$s: true}
                  snapshotting: {type: periodic, prefix: zrepl_, interval: 1d, hooks: [%2$s]}
                  pruning: {keep: [{type: regex, regex: ".*"}]}
                """.formatted(name, hook);
    }

    Bundles bundles() {
        return daemon.bundles();
    }

    /// Until `zfs snapshot` is there and hangs.
    ProcessHandle awaitCommand() {
        var file = path.resolve("command");
        daemon.await("zfs snapshot is under way", () -> Files.exists(file));
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .orElseThrow(() -> new AssertionError("the command has ended by itself"));
        } catch (IOException e) {
            throw new AssertionError("no number of a process", e);
        }
    }

    void letZfsGo() throws IOException {
        Files.createFile(path.resolve("go"));
    }

    /// The hook's connection to the database.
    Socket awaitClient() throws IOException {
        database.setSoTimeout(LONG);
        return database.accept();
    }

    void closeDatabase() throws IOException {
        database.close();
    }

    /// Whether the job says that it waits for a supplier.
    boolean waits(String job) throws IOException {
        return daemon.active(job).isEmpty();
    }

    boolean has(String job) throws IOException {
        return Files.readString(path.resolve("snapshots")).contains("tank/" + job + "@zrepl_");
    }

    void awaitSnapshot(String job) {
        daemon.await("a snapshot of " + job + " is taken", () -> has(job));
    }

    @Override
    public void close() throws IOException {
        try (database) {
            daemon.close();
        }
    }
}
