// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Real OpenZFS in a virtual machine, with real files; their checksums are taken from the mounted snapshots.
final class VmScene implements DemoScene {
    private static final String NAME = "demo-" + ProcessHandle.current().pid();

    private final Path scripts;
    private final Path bin;

    private VmScene(Path scripts, Path bin) {
        this.scripts = scripts;
        this.bin = bin;
    }

    /// Gets or builds the machine's image, and starts it.
    static VmScene start(Path scripts) throws IOException, InterruptedException {
        System.out.println("starting a virtual machine with OpenZFS (its image is made first where it is missing)");
        var guests = Program.runAloud(List.of(scripts.resolve("ensure.sh").toString()))
                .strip();
        var owner = Long.toString(ProcessHandle.current().pid());
        Program.runAloud(
                List.of("env", "ZVM_OWNER=" + owner, scripts.resolve("start.sh").toString(), NAME));
        return new VmScene(scripts, Path.of(guests, NAME, "bin"));
    }

    @Override
    public String title() {
        return "OpenZFS " + version();
    }

    private String version() {
        try {
            return Program.run(List.of(bin.resolve("zfs").toString(), "version"))
                    .lines()
                    .findFirst()
                    .orElse("?");
        } catch (IOException | InterruptedException e) {
            return "of unknown version: " + e.getMessage();
        }
    }

    @Override
    public String zfs() {
        return "{type: native, path: \"" + bin.resolve("zfs") + "\"}";
    }

    @Override
    public String interval() {
        return "15s";
    }

    @Override
    public void prepare(List<String> datasets) throws IOException, InterruptedException {
        var script = new StringBuilder(
                "set -e\nzpool create -m /tank tank /dev/vda1\nzpool create -m /backup backup /dev/vdb1\n"
                        + "zfs create tank/data\nzfs create backup/sink\n");
        for (var dataset : datasets) {
            script.append("zfs create ").append(dataset).append('\n');
            for (int i = 1; i <= 4; i++) {
                script.append(file(dataset, "file-" + i, 4 * i));
            }
        }
        shell(script.toString());
    }

    @Override
    public void change(List<String> datasets, int round) throws IOException, InterruptedException {
        var script = new StringBuilder("set -e\n");
        for (var dataset : datasets) {
            script.append(file(dataset, "new-" + round, 6)).append(file(dataset, "file-1", 4));
            if (round == 2) {
                script.append("rm /").append(dataset).append("/file-2.dat\n");
            }
        }
        shell(script.toString());
    }

    private static String file(String dataset, String name, int mebibytes) {
        return "dd if=/dev/urandom of=/" + dataset + "/" + name + ".dat bs=1M count=" + mebibytes + " 2>/dev/null\n";
    }

    @Override
    public String table() throws IOException, InterruptedException {
        return shell("zfs list -r -t filesystem,snapshot,bookmark -o name,used,refer,userrefs tank backup");
    }

    @Override
    public List<String> snapshots(String dataset) throws IOException, InterruptedException {
        return shell("zfs list -H -d 1 -t snapshot -o name " + dataset)
                .lines()
                .map(name -> name.substring(name.indexOf('@') + 1))
                .toList();
    }

    @Override
    public SortedMap<String, String> checksums(String dataset, String snapshot)
            throws IOException, InterruptedException {
        var script = "set -e\nmount -t zfs " + dataset + "@" + snapshot + " /mnt\ncd /mnt\n"
                + "find . -type f -exec sha256sum '{}' ';'\ncd /\numount /mnt\n";
        return shell(script)
                .lines()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (first, _) -> first, TreeMap::new));
    }

    @Override
    public void close() throws IOException {
        try {
            Program.run(List.of(scripts.resolve("stop.sh").toString(), NAME));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the machine ends with this process anyhow
        }
    }

    private String shell(String script) throws IOException, InterruptedException {
        return Program.run(List.of(bin.resolve("zvm").toString(), "-n", "sh", "-c", script));
    }
}
