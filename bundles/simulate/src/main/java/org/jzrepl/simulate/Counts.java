// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How many snapshots exist at given moments. Told of each change in the order of time, by one thread.
final class Counts {
    private final List<Instant> moments;
    private final List<Point> points = new ArrayList<>();
    private Point last;

    /// @param moments in order
    Counts(List<Instant> moments, Point first) {
        this.moments = List.copyOf(moments);
        this.last = first;
    }

    /// From `at` on there are so many snapshots on both sides.
    record Point(Instant at, int sender, int receiver) {}

    void changed(Point now) {
        fill(now.at());
        last = now;
    }

    /// The number at each moment; no change comes after this.
    List<Point> all() {
        fill(Instant.MAX);
        return List.copyOf(points);
    }

    /// What is asked for before `until` is what was last told.
    private void fill(Instant until) {
        while (points.size() < moments.size() && moments.get(points.size()).isBefore(until)) {
            points.add(new Point(moments.get(points.size()), last.sender(), last.receiver()));
        }
    }
}
