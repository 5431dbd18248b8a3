// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /// What was played, how often each kind of fault happened, and what laws were broken.
    String summary() {
        var faults = Mishap.Kind.values();
        long injected = Stream.of(faults).mapToLong(this::of).sum();
        var each = Stream.of(faults)
                .filter(kind -> kind != Mishap.Kind.NONE)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + of(kind))
                .collect(Collectors.joining(", "));
        return "%d histories, %d runs, %d faults injected (%s), %d laws broken"
                .formatted(of("histories"), of("runs"), injected, each, of("violations"));
    }

    long of(Mishap.Kind kind) {
        return of("mishap-" + kind);
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
