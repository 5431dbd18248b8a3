// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.util.EnumMap;
import java.util.Map;

/// How often what happened. Safe for use by several threads.
final class Tally {
    private final Map<What, Long> counts = new EnumMap<>(What.class);

    enum What {
        HISTORIES("histories"),
        RUNS("runs"),
        INSTALLS("installs"),
        UPDATES("updates"),
        ROLLBACKS("rollbacks"),
        STOPS("stops"),
        REMOVALS("removals"),
        REFUSALS("refused by the installer"),
        UNDER_WAY("swaps under a run"),
        LEASED("of a rule being asked"),
        MISSING("runs without a rule"),
        RELOADS("reloads"),
        DESTROYED("snapshots destroyed"),
        COMPARED("copies compared"),
        BROKEN("laws broken");

        private final String words;

        What(String words) {
            this.words = words;
        }
    }

    synchronized void add(What what, long times) {
        counts.merge(what, times, Long::sum);
    }

    void count(What what) {
        add(what, 1);
    }

    synchronized long of(What what) {
        return counts.getOrDefault(what, 0L);
    }

    /// `60 histories, 700 runs, …`
    @Override
    public String toString() {
        var words = new StringBuilder();
        for (var what : What.values()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(of(what))
                    .append(' ')
                    .append(what.words);
        }
        return words.toString();
    }
}
