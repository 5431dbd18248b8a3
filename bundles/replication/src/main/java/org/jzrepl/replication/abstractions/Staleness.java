// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;

/// Tells what no job needs any more from what it may (`replication-and-zfs.md` 2.7). A pure function.
final class Staleness {
    private static final Comparator<Abstraction> BY_AGE =
            Comparator.comparing(one -> one.revision().createTxg(), Long::compareUnsigned);

    private final Map<Group, Abstraction> newest = new HashMap<>();

    private record Group(DatasetPath dataset, Optional<JobName> job, AbstractionType type) {}

    private Staleness(List<Abstraction> all) {
        all.forEach(one -> newest.merge(group(one, one.type()), one, (a, b) -> BY_AGE.compare(a, b) >= 0 ? a : b));
    }

    /// Step holds are judged by the cursor: without the one, the other tells nothing.
    static void check(Set<AbstractionType> types) {
        if (types.contains(AbstractionType.STEP_HOLD) != types.contains(AbstractionType.CURSOR)) {
            throw new IllegalArgumentException("--type takes " + AbstractionType.STEP_HOLD.id() + " and "
                    + AbstractionType.CURSOR.id() + " together or not at all: the one is judged by the other");
        }
    }

    static List<Abstraction> stale(List<Abstraction> all) {
        var staleness = new Staleness(all);
        return all.stream().filter(staleness::isStale).toList();
    }

    private boolean isStale(Abstraction one) {
        return switch (one.type()) {
            case STEP_HOLD ->
                newest(one, AbstractionType.CURSOR)
                        .map(cursor -> BY_AGE.compare(one, cursor) <= 0)
                        .orElseGet(() -> isOutdated(one));
            case CURSOR, LAST_RECEIVED_HOLD -> isOutdated(one);
            case TENTATIVE_CURSOR, LEGACY_CURSOR -> false;
        };
    }

    /// Whether there is a newer one of its kind.
    private boolean isOutdated(Abstraction one) {
        return newest(one, one.type())
                .filter(other -> BY_AGE.compare(one, other) < 0)
                .isPresent();
    }

    private Optional<Abstraction> newest(Abstraction one, AbstractionType type) {
        return Optional.ofNullable(newest.get(group(one, type)));
    }

    private static Group group(Abstraction one, AbstractionType type) {
        return new Group(one.dataset(), one.anchor().job(), type);
    }
}
