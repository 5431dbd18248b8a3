// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Plays random histories, half of them in each of two processes. `-Djzrepl.histories=N` plays more,
/// `-Djzrepl.histories.first=SEED` others; a single seed with `-Djzrepl.histories=1` tells its story.
final class HistoriesTest {
    private static final long COUNT = Long.getLong("jzrepl.histories", 10_000);
    private static final long FIRST = Long.getLong("jzrepl.histories.first", 1);
    private static final int PROCESSES = 2;

    @Test
    void no_history_breaks_a_law() throws IOException, InterruptedException {
        long began = System.nanoTime();
        var players = new ArrayList<Process>();
        var statistics = new Statistics();
        try {
            long first = FIRST;
            for (int i = 0; i < PROCESSES; i++) {
                long count = (COUNT + i) / PROCESSES;
                if (count > 0) {
                    players.add(player(first, count));
                    first += count;
                }
            }
            for (var player : players) {
                var lines = player.inputReader().lines().toList();
                assertEquals(0, player.waitFor(), () -> String.join("\n", lines));
                statistics.addAll(statisticsOf(lines));
            }
        } finally {
            players.forEach(Process::destroy);
        }
        System.out.printf("histories: %s in %d s%n", statistics.line(), (System.nanoTime() - began) / 1_000_000_000);
        System.out.println("histories: " + statistics.summary());
        assertEquals(COUNT, statistics.of("histories"));
        assertEquals(0, statistics.of("violations"));
        for (var kind : Mishap.Kind.values()) {
            boolean rare = kind == Mishap.Kind.NONE || COUNT < 1000;
            assertTrue(rare || statistics.of(kind) > COUNT / 100, kind + " hardly ever happened");
        }
    }

    private static Statistics statisticsOf(List<String> lines) {
        lines.stream().filter(line -> !line.startsWith("statistics ")).forEach(System.out::println);
        return Statistics.parse(lines.getLast().substring("statistics ".length()));
    }

    /// One carrier for all virtual threads makes a seed mean the same each time.
    private static Process player(long first, long count) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Dlogback.configurationFile=quiet-logback.xml",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Histories.class.getName(),
                String.valueOf(first),
                String.valueOf(count)));
        if (COUNT == 1) {
            command.add("tell");
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
