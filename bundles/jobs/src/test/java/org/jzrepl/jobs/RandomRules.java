// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Random lists of keep rules, as a configuration would write them.
final class RandomRules {
    private static final List<String> GRIDS =
            List.of("1x1h(keep=all) | 24x1h | 14x1d", "4x1h", "1x1d(keep=3) | 6x30d", "10x10m(keep=2)");
    private static final List<String> NAMES = List.of("^zrepl_", "^manual", "[02468]$", ".*");

    private RandomRules() {}

    static List<String> list(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> one(random))
                .toList();
    }

    static String one(Random random) {
        var rule = switch (random.nextInt(5)) {
            case 0 -> "type: grid, grid: \"" + of(GRIDS, random) + "\", regex: \"" + of(NAMES, random) + "\"";
            case 1 -> "type: last_n, count: " + (1 + random.nextInt(9)) + ", regex: \"" + of(NAMES, random) + "\"";
            case 2 -> "type: regex, regex: \"" + of(NAMES, random) + "\", negate: " + random.nextBoolean();
            case 3 -> "type: not_replicated, keep_snapshot_at_cursor: " + random.nextBoolean();
            default ->
                "type: gfs, hourly: 3, daily: " + (1 + random.nextInt(5)) + ", monthly: 2, time_zone: Europe/Berlin";
        };
        return "{" + rule + (random.nextInt(4) == 0 ? ", min_keep: " + (1 + random.nextInt(4)) : "") + "}";
    }

    private static String of(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
