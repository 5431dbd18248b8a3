// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How often what happened, by name.
final class Statistics {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// `name=count name=count …`, as [#parse] reads it.
    String line() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    static Statistics parse(String line) {
        var statistics = new Statistics();
        for (var pair : line.strip().split(" ")) {
            var parts = pair.split("=", 2);
            statistics.add(parts[0], Long.parseLong(parts[1]));
        }
        return statistics;
    }

    void addAll(Statistics other) {
        other.counts.forEach(this::add);
    }
}
