// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What the daemon says of itself, in its status and its log, has to be true.
record Word(Stand stand) {
    /// Of a run that nothing disturbed.
    void checkStatus(Place place, boolean hasRules) throws IOException {
        var errors = place.replicates()
                ? stand.replication(place).errors()
                : List.of(stand.daemon()
                                .job("snaps")
                                .getAsJsonObject("snap")
                                .getAsJsonObject("Pruning")
                                .get("Error")
                                .getAsString())
                        .stream()
                        .filter(error -> !error.isEmpty())
                        .toList();
        boolean told = errors.size() == (place.replicates() ? 2 : 1)
                && errors.stream().allMatch(error -> error.contains("nothing supplies it now"));
        if (hasRules ? !errors.isEmpty() : !told) {
            throw new LawBrokenException("the status of " + place.job + " after an undisturbed run with"
                    + (hasRules ? "" : "out") + " all rules: " + errors);
        }
    }

    /// Tells of each failure that the daemon has logged.
    void checkDaemon(Consumer<String> story) throws IOException {
        if (!stand.daemon().isAlive()) {
            throw new LawBrokenException("the daemon has ended");
        }
        for (var place : Place.values()) {
            if (stand.problem(place).contains("bug")) {
                throw new LawBrokenException(place.job + " is " + stand.problem(place));
            }
        }
        for (var failure : stand.failures()) {
            story.accept("  log: " + failure);
            if (!Excuses.of(failure)) {
                throw new LawBrokenException("logged, and not explained: " + failure);
            }
        }
    }
}
