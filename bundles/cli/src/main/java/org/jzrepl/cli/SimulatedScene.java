// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Simulated pools in a file, which daemon and demonstration share.
final class SimulatedScene implements DemoScene {
    private final Path home;
    private final Path file;

    SimulatedScene(Path home, Path file) {
        this.home = home;
        this.file = file;
    }

    @Override
    public String title() {
        return "simulated ZFS";
    }

    @Override
    public String zfs() {
        return "{type: simulated, file: \"" + file + "\"}";
    }

    @Override
    public String interval() {
        return "6s";
    }

    @Override
    public void prepare(List<String> datasets) throws IOException, InterruptedException {
        var lines = new StringBuilder("create tank tank/data backup backup/sink\n");
        datasets.forEach(dataset -> lines.append("create ").append(dataset).append('\n'));
        for (var dataset : datasets) {
            for (int i = 1; i <= 4; i++) {
                lines.append("write ")
                        .append(dataset)
                        .append(" file-")
                        .append(i)
                        .append(".dat ")
                        .append(i)
                        .append("M\n");
            }
        }
        pools(lines.toString());
    }

    @Override
    public void change(List<String> datasets, int round) throws IOException, InterruptedException {
        var lines = new StringBuilder();
        for (var dataset : datasets) {
            lines.append("write ").append(dataset).append(" new-").append(round).append(".dat 2M\n");
            lines.append("write ")
                    .append(dataset)
                    .append(" file-1.dat ")
                    .append(round)
                    .append("M\n");
            if (round == 2) {
                lines.append("remove ").append(dataset).append(" file-2.dat\n");
            }
        }
        pools(lines.toString());
    }

    @Override
    public String table() throws IOException, InterruptedException {
        return pools("list\n");
    }

    @Override
    public List<String> snapshots(String dataset) throws IOException, InterruptedException {
        return pools("snapshots " + dataset + "\n").lines().toList();
    }

    @Override
    public SortedMap<String, String> checksums(String dataset, String snapshot)
            throws IOException, InterruptedException {
        return pools("checksums " + dataset + "@" + snapshot + "\n")
                .lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, _) -> first, TreeMap::new));
    }

    @Override
    public void close() {}

    private String pools(String commands) throws IOException, InterruptedException {
        return Program.run(
                List.of(home.resolve("bin/jzrepl").toString(), "simulated-zfs", "--file", file.toString(), "-"),
                commands);
    }
}
