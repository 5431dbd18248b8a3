// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;

/// The commands of `simulated-zfs`, one at a time.
record PoolCommands(SimulatedZfs zfs, PrintStream out) {
    private static final Map<Character, Long> FACTORS = Map.of('K', 1L << 10, 'M', 1L << 20, 'G', 1L << 30);

    /// @throws IllegalArgumentException if the words are no command
    void run(List<String> words) throws ZfsException, InterruptedException {
        var arguments = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "create" -> create(arguments);
            case "write" -> write(arguments);
            case "remove" -> zfs.remove(dataset(arguments, 0), word(arguments, 1));
            case "snapshot" -> snapshot(arguments);
            case "list" -> list(arguments.isEmpty() ? DatasetPath.ROOT : dataset(arguments, 0));
            case "snapshots" -> snapshots(dataset(arguments, 0));
            case "checksums" -> checksums(word(arguments, 0));
            default -> throw new IllegalArgumentException("unknown command \"" + words.getFirst() + "\"");
        }
    }

    private void create(List<String> datasets) throws ZfsException, InterruptedException {
        for (var dataset : datasets) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
    }

    private void write(List<String> words) throws ZfsException, InterruptedException {
        long seed = words.size() > 3 ? Long.parseLong(words.get(3)) : System.nanoTime();
        zfs.write(dataset(words, 0), word(words, 1), size(word(words, 2)), seed);
    }

    private void snapshot(List<String> words) throws ZfsException, InterruptedException {
        var datasets = words.subList(0, words.size() - 1).stream()
                .map(DatasetPath::parse)
                .toList();
        var name = words.getLast().replaceFirst("^@", "");
        for (var outcome : zfs.snapshots().create(datasets, name).entrySet()) {
            if (outcome.getValue() instanceof Creation.Refused(var reason)) {
                throw new ZfsException("snapshot " + outcome.getKey() + "@" + name + ": " + reason);
            }
        }
    }

    private void list(DatasetPath root) throws ZfsException, InterruptedException {
        out.printf("%-44s %9s %9s %5s %9s%n", "NAME", "SNAPSHOTS", "BOOKMARKS", "HELD", "KIB");
        for (var dataset : zfs.catalog().scan(List.of(root), Scan.REVISIONS)) {
            out.printf(
                    "%-44s %9d %9d %5d %9d%n",
                    dataset.path(),
                    count(dataset, Revision.Snapshot.class),
                    count(dataset, Revision.Bookmark.class),
                    dataset.held().size(),
                    zfs.used(dataset.path()) >> 10);
        }
    }

    private void snapshots(DatasetPath path) throws ZfsException, InterruptedException {
        zfs.catalog().revisions(path).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .forEach(revision -> out.println(revision.name()));
    }

    private static long count(Dataset dataset, Class<? extends Revision> kind) {
        return dataset.revisions().stream().filter(kind::isInstance).count();
    }

    private void checksums(String name) throws ZfsException, InterruptedException {
        int at = name.indexOf('@');
        var content = at < 0
                ? zfs.content(DatasetPath.parse(name))
                : zfs.content(DatasetPath.parse(name.substring(0, at)), name.substring(at + 1));
        content.forEach((file, sum) -> out.println(file + "\t" + sum));
    }

    private static long size(String text) {
        var factor = FACTORS.get(text.charAt(text.length() - 1));
        return factor == null ? Long.parseLong(text) : Long.parseLong(text.substring(0, text.length() - 1)) * factor;
    }

    private static DatasetPath dataset(List<String> words, int index) {
        return DatasetPath.parse(word(words, index));
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException("an argument is missing");
        }
        return words.get(index);
    }
}
