// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/// One demonstration: a daemon replicates three datasets while their files change, and the result is proved.
final class Demo {
    private static final List<String> DATASETS = List.of("tank/data/mail", "tank/data/photos", "tank/data/work");
    private static final String JOB = "data_to_backups";
    private static final String SINK = "backup/sink/demo/";
    private static final int ROUNDS = 4;
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final Duration ROUND_AT_MOST = Duration.ofMinutes(2);

    private final Path home;
    private final Path folder;
    private final DemoScene scene;
    private final PrintStream out;

    Demo(Path home, Path folder, DemoScene scene, PrintStream out) {
        this.home = home;
        this.folder = folder;
        this.scene = scene;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        out.println("jzrepl demo on " + scene.title());
        out.println("preparing pools tank and backup, and " + DATASETS.size() + " datasets with files");
        scene.prepare(DATASETS);
        var config = folder.resolve("jzrepl.yml");
        Files.writeString(config, configuration());
        try (var daemon = new DemoDaemon(home, config, folder.resolve("daemon.log"), folder.resolve("control"))) {
            var previous = "";
            for (int round = 1; round <= ROUNDS; round++) {
                previous = follow(daemon, round, previous);
                if (round < ROUNDS) {
                    scene.change(DATASETS, round);
                }
            }
            daemon.stop();
        }
        out.println();
        out.println("both sides now:");
        out.print(scene.table());
        prove();
    }

    private String configuration() {
        return """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: stdout, level: debug, format: human}]
                  zfs: %s
                jobs:
                - name: backups
                  type: sink
                  root_fs: backup/sink
                  serve: {type: local, listener_name: backups}
                  recv: {placeholder: {encryption: inherit}}
                - name: %s
                  type: push
                  connect: {type: local, listener_name: backups, client_identity: demo}
                  filesystems: {"tank/data<": true, "tank/data": false}
                  snapshotting: {type: periodic, prefix: demo_, interval: %s}
                  send: {bandwidth_limit: {max: 24 MiB}}
                  replication: {concurrency: {steps: 2}}
                  pruning:
                    keep_sender:
                    - {type: not_replicated}
                    - {type: last_n, count: 2}
                    keep_receiver:
                    - {type: last_n, count: 3}
                """.formatted(folder.resolve("control"), scene.zfs(), JOB, scene.interval());
    }

    /// Follows the next run, and returns when it started.
    private String follow(DemoDaemon daemon, int round, String previous) throws IOException, InterruptedException {
        out.println();
        out.println(
                "round " + round + (round == 1 ? ": everything is new and sent in full" : ": only changes are sent"));
        var watched = new DemoRound(out, previous);
        long deadline = System.nanoTime() + ROUND_AT_MOST.toNanos();
        while (!watched.isOver()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "round " + round + " took over " + ROUND_AT_MOST.toSeconds() + " s; " + daemon.lastLines());
            }
            Thread.sleep(LOOK_EVERY);
            watched.look(daemon.push(JOB));
        }
        watched.requireSuccess();
        return watched.started();
    }

    private void prove() throws IOException, InterruptedException {
        out.println();
        int files = 0;
        int snapshots = 0;
        for (var dataset : DATASETS) {
            var common = new TreeSet<>(scene.snapshots(dataset));
            common.retainAll(scene.snapshots(SINK + dataset));
            if (common.isEmpty()) {
                throw new IOException(dataset + " and " + SINK + dataset + " have no snapshot in common");
            }
            for (var snapshot : common) {
                var here = scene.checksums(dataset, snapshot);
                var there = scene.checksums(SINK + dataset, snapshot);
                if (here.isEmpty() || !here.equals(there)) {
                    throw new IOException(
                            "files differ: " + dataset + "@" + snapshot + " has " + here + ", its copy " + there);
                }
                files += here.size();
                snapshots++;
            }
        }
        out.println("proof: " + files + " files in " + snapshots
                + " replicated snapshots have equal checksums on both sides");
    }
}
