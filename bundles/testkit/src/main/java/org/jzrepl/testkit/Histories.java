// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// Random histories of snapshots for tests of keep rules.
public final class Histories {
    private static final Instant START = Instant.parse("2025-11-03T10:15:00Z");
    private static final String[] PREFIXES = {"zrepl_", "manual-", "daily."};
    private static final int[] STEPS = {0, 1, 59, 600, 3599, 3600, 3601, 86_400, 7 * 86_400, 40 * 86_400};

    private Histories() {}

    /// Oldest first, with equal ages, gaps, several prefixes, and the older part replicated; equal seeds give
    /// equal histories.
    public static List<Candidate> random(long seed, int size) {
        var random = new Random(seed);
        int replicated = random.nextInt(size + 1);
        var history = new ArrayList<Candidate>();
        var at = START;
        for (int i = 0; i < size; i++) {
            at = at.plusSeconds(STEPS[random.nextInt(STEPS.length)]);
            var name = PREFIXES[random.nextInt(PREFIXES.length)] + i;
            history.add(
                    new Candidate(new Snapshot(name, new Guid(random.nextLong()), 1000L + 10 * i, at), i < replicated));
        }
        return List.copyOf(history);
    }
}
