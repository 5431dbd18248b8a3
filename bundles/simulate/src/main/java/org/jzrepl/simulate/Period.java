// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The time that is simulated, and the part of it in which the receiver cannot be reached.
record Period(Instant from, Duration length, Optional<Outage> outage) {
    private static final List<Duration> FIRST_ROWS = List.of(
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14));
    private static final Duration ROWS = Duration.ofDays(30);
    private static final int MANY_ROWS = 30;
    private static final int STEPS = 730;

    /// From the beginning of the period on.
    record Outage(Duration from, Duration length) {}

    Instant until() {
        return from.plus(length);
    }

    boolean isReachable(Instant at) {
        return outage.filter(gone -> {
                    var since = Duration.between(from, at);
                    return since.compareTo(gone.from()) >= 0
                            && since.compareTo(gone.from().plus(gone.length())) < 0;
                })
                .isEmpty();
    }

    /// The moments of a table's rows: close at first, then by months, the last one at the end.
    List<Instant> rows() {
        var every = ROWS;
        while (length.dividedBy(every) > MANY_ROWS) {
            every = every.multipliedBy(2);
        }
        var rows = new ArrayList<Instant>();
        FIRST_ROWS.stream().filter(row -> row.compareTo(length) < 0).forEach(row -> rows.add(from.plus(row)));
        for (var row = every; row.compareTo(length) < 0; row = row.plus(every)) {
            rows.add(from.plus(row));
        }
        rows.add(until());
        return List.copyOf(rows);
    }

    /// The moments of a curve's points.
    List<Instant> steps() {
        var steps = new ArrayList<Instant>();
        for (long i = 0; i <= STEPS; i++) {
            steps.add(from.plusSeconds(length.toSeconds() * i / STEPS));
        }
        return steps.stream().distinct().toList();
    }
}
