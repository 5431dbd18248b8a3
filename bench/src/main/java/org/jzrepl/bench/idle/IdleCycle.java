// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `IdleCycle PRODUCT DATASETS SNAPSHOTS HEAP [CYCLES]`: what a push costs that finds nothing to send and
/// nothing to destroy, with both sides in one daemon of HEAP mebibytes, on a recorded listing. Each line is a
/// cycle; the first finds a JVM that has just started.
public final class IdleCycle {
    private IdleCycle() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var product = Path.of(arguments[0]);
        int datasets = Integer.parseInt(arguments[1]);
        int snapshots = Integer.parseInt(arguments[2]);
        int heap = Integer.parseInt(arguments[3]);
        int cycles = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 4;
        System.out.printf("%d datasets x %d snapshots on each side, -Xmx%dm%n", datasets, snapshots, heap);
        for (boolean old : List.of(true, false)) {
            measure(product, datasets, snapshots, heap, cycles, old);
        }
    }

    private static void measure(Path product, int datasets, int snapshots, int heap, int cycles, boolean old)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("jzrepl-idle-");
        var listing = new Listing(folder, datasets, snapshots);
        listing.write();
        try (var daemon = Daemon.start(product, folder, listing, heap, old)) {
            for (int i = 1; i <= cycles; i++) {
                Files.writeString(listing.calls(), "");
                double cpu = daemon.cpu();
                long began = System.nanoTime();
                daemon.cycle(i);
                System.out.printf(
                        "%s cycle %d: processes %d, wall %.2f s, CPU %.2f s%n",
                        old ? "without snapshots_changed" : "with snapshots_changed",
                        i,
                        Files.readAllLines(listing.calls()).size(),
                        (System.nanoTime() - began) / 1e9,
                        daemon.cpu() - cpu);
            }
            System.out.printf("peak heap %d MiB, peak resident %d MiB%n", daemon.peakHeap(), daemon.peakResident());
            daemon.complaints().forEach(System.out::println);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (var file : all) {
            Files.delete(file);
        }
    }
}
