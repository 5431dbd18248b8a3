// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.simulate.Counts.Point;
import org.jzrepl.simulate.Troubles.Trouble;

/// What has come of one job. `remarks` say what the simulation leaves out or assumes.
record Outcome(
        String file,
        String job,
        String type,
        List<String> datasets,
        Period period,
        long taken,
        Side sender,
        Optional<Side> receiver,
        List<Point> rows,
        List<Point> curve,
        List<Trouble> troubles,
        List<String> remarks) {
    Outcome {
        datasets = List.copyOf(datasets);
        rows = List.copyOf(rows);
        curve = List.copyOf(curve);
        troubles = List.copyOf(troubles);
        remarks = List.copyOf(remarks);
    }

    /// One side. `peak`: the most snapshots at a time, after a run. `left`: what exists at the end.
    record Side(String name, int peak, long destroyed, List<Left> left) {
        Side {
            left = List.copyOf(left);
        }

        /// Empty if nothing is left.
        Optional<Instant> oldest() {
            return left.stream().map(Left::creation).min(Instant::compareTo);
        }
    }

    record Left(String dataset, Instant creation) {}
}
