// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A daemon of which only the first log outlet works.
final class BrokenOutletsScenarioTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/data");
    private static final DatasetPath COPY = DatasetPath.parse("backup/here/tank/data");

    /// Where a machine's own log is looked for.
    private static final List<Path> SYSLOGS =
            List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    @TempDir
    private Path temporary;

    @Test
    void it_goes_on_replicating_and_says_so_on_the_first_outlet() throws Exception {
        var folder = new DaemonFolder(temporary);
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : List.of("tank", "tank/data", "backup")) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        zfs.write(DATA, "file", 1 << 20, 1);
        try (var deaf = deafServer()) {
            configure(folder, deaf.getLocalPort(), freePort());
            try (var daemon = DaemonProcess.start(folder)) {
                for (var outlet : List.of("tcp", "syslog", "file")) {
                    daemon.await(
                            "the first outlet says that " + outlet + " fails",
                            () -> complaint(daemon, outlet).isPresent());
                }
                var before = latest(zfs);
                daemon.await(
                        "a later snapshot is replicated",
                        () -> latest(zfs)
                                .filter(copied -> !Optional.of(copied).equals(before))
                                .isPresent());
                Stream.of("tcp", "syslog", "file")
                        .map(outlet -> complaint(daemon, outlet).orElseThrow())
                        .forEach(System.out::println);
                assertTrue(complaint(daemon, "file").orElseThrow().contains("/dev/full: No space left"));
                assertEquals(0, daemon.terminate());
            }
        }
        var copied = latest(zfs).orElseThrow();
        assertEquals(zfs.content(DATA, copied), zfs.content(COPY, copied));
    }

    /// The hook's output is more than what fits between the two ends of a connection.
    private static void configure(DaemonFolder folder, int deaf, int nobody) throws IOException {
        var hook = Files.writeString(folder.path().resolve("hook"), """
                #!/bin/sh
                i=0
                while [ $i -lt 60 ]; do printf '%050000d\\n' $i; i=$((i + 1)); done
                """);
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                folder.config(), """
                global:
                  control: {sockpath: "%s"}
                  logging:
                    - {type: stdout, level: warn, format: human}
                    - {type: tcp, level: info, format: json, address: "127.0.0.1:%d", retry_interval: 2s}
                    - {type: syslog, level: info, format: human%s}
                    - {type: file, level: info, format: logfmt, path: /dev/full}
                  zfs: %s
                jobs:
                  - {type: sink, name: sink, root_fs: backup, recv: {placeholder: {encryption: inherit}},
                     serve: {type: local, listener_name: here}}
                  - name: data
                    type: push
                    connect: {type: local, listener_name: here, client_identity: here}
                    filesystems: {"tank/data": true}
                    snapshotting: {type: periodic, prefix: auto_, interval: 1s, hooks: [{type: command, path: "%s"}]}
                    pruning: {keep_sender: [{type: last_n, count: 5}], keep_receiver: [{type: last_n, count: 5}]}
                """.formatted(folder.socket(), deaf, syslog(nobody), folder.simulated(), hook));
    }

    /// Where the machine has a log of its own, that of another one is gone instead.
    private static String syslog(int nobody) {
        return SYSLOGS.stream().anyMatch(place -> Files.exists(place) && !Files.isDirectory(place))
                ? ", net: tcp, address: \"127.0.0.1:" + nobody + "\""
                : "";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Connections are accepted by the system, and nobody ever reads.
    private static ServerSocket deafServer() throws IOException {
        var server = new ServerSocket();
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    private static Optional<String> complaint(DaemonProcess daemon, String outlet) {
        return daemon.log().stream()
                .filter(line ->
                        line.contains("[ERRO]: outlet error err=") && line.endsWith(" outlet_type=\"" + outlet + "\""))
                .findFirst();
    }

    /// The latest snapshot that both sides have.
    private static Optional<String> latest(SimulatedZfs zfs) throws IOException, InterruptedException {
        var sent = names(zfs, DATA);
        return names(zfs, COPY).stream().filter(sent::contains).reduce((_, later) -> later);
    }

    private static List<String> names(SimulatedZfs zfs, DatasetPath dataset) throws IOException, InterruptedException {
        return zfs.catalog().revisions(dataset).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }
}
