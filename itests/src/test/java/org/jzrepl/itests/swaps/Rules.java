// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.util.List;

/// What the configured rules keep, said a second time. Names end in a number that grows with age.
record Rules(int count) {
    private static final int REST = 3;

    /// A snapshot as a rule sees it.
    record Snap(String name, boolean replicated) {}

    /// Whether a rule of the sender keeps it, the test's own in that version.
    boolean sender(Snap snap, List<Snap> oldestFirst, String version) {
        return !snap.replicated() || own(snap, version) || newest(snap, oldestFirst);
    }

    boolean receiver(Snap snap, List<Snap> oldestFirst, String version) {
        return own(snap, version)
                || snap.name().startsWith("m_")
                || oldestFirst.getLast().equals(snap); // the newest in common, whatever the rules say
    }

    boolean local(Snap snap, List<Snap> oldestFirst, String version) {
        return own(snap, version) || newest(snap, oldestFirst);
    }

    private static boolean own(Snap snap, String version) {
        int number = Integer.parseInt(snap.name().substring(snap.name().indexOf('_') + 1));
        return number % REST == Integer.parseInt(version.split("\\.")[1]) % REST;
    }

    private boolean newest(Snap snap, List<Snap> oldestFirst) {
        var matching =
                oldestFirst.stream().filter(one -> one.name().startsWith("a_")).toList();
        return matching.subList(Math.max(0, matching.size() - count), matching.size())
                .contains(snap);
    }
}
