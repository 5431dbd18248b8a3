// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;

/// A program: `Histories FIRST COUNT [tell]` plays the histories of so many seeds and prints what it has seen. To
/// be run with `-Djdk.virtualThreadScheduler.parallelism=1`, so that a seed means the same each time.
public final class Histories {
    private static final int MOST_SHOWN = 3;

    private Histories() {}

    /// Exit status 0: no law was broken.
    public static void main(String[] arguments) throws InterruptedException {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        var statistics = new Statistics();
        // on the one carrier, as all threads of the product: none of them ever runs beside another
        Thread.ofVirtual()
                .start(() -> play(first, count, arguments.length > 2, statistics))
                .join();
        System.out.println("statistics " + statistics.line());
        System.exit(statistics.of("violations") == 0 ? 0 : 1);
    }

    private static void play(long first, long count, boolean told, Statistics statistics) {
        statistics.add("violations", count); // until it is known better
        try {
            for (long seed = first; seed < first + count; seed++) {
                statistics.count("histories");
                boolean shown = statistics.of("violations") - (first + count - seed) < MOST_SHOWN;
                statistics.add("violations", play(seed, statistics, shown, told) ? -1 : 0);
            }
        } catch (IOException | InterruptedException e) {
            e.printStackTrace(System.out);
        }
    }

    @SuppressWarnings("IllegalCatch") // a bug in any part of the product is a finding too
    private static boolean play(long seed, Statistics statistics, boolean shown, boolean told)
            throws IOException, InterruptedException {
        try (var history = new History(seed, statistics)) {
            try {
                history.play();
                if (told) {
                    history.story().forEach(System.out::println);
                }
                return true;
            } catch (RuntimeException | Error e) {
                System.out.println("violated by seed " + seed + ": " + e.getMessage());
                if (shown) {
                    if (!(e instanceof ViolationException)) {
                        e.printStackTrace(System.out);
                    }
                    history.story().forEach(line -> System.out.println("  " + line));
                    history.scene().forEach(line -> System.out.println("  : " + line));
                }
                return false;
            }
        }
    }
}
