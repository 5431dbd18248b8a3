// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jzrepl.api.dataset.Revision.Snapshot;

/// The keep rules of one side: the newest `newest`, those with a name that begins with `keep_`, and on the sender
/// those that are not replicated. At least one of them.
record Keep(OptionalInt newest, boolean named, boolean notReplicated) {
    static final String PREFIX = "keep_";
    private static final Comparator<Snapshot> BY_CLOCK =
            Comparator.comparing(Snapshot::creation).thenComparing(Snapshot::name);

    static Keep random(RandomGenerator random, boolean sender) {
        boolean notReplicated = sender && random.nextInt(3) > 0;
        boolean named = random.nextInt(2) == 0;
        boolean counts = !named && !notReplicated || random.nextInt(2) == 0;
        return new Keep(counts ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty(), named, notReplicated);
    }

    /// Whether a rule that looks at names and numbers only keeps the snapshot, of all that there are. What is
    /// newest the clock says, be it wrong, and of equal times the name.
    boolean keeps(Snapshot snapshot, List<Snapshot> all) {
        long younger =
                all.stream().filter(one -> BY_CLOCK.compare(one, snapshot) > 0).count();
        return named && snapshot.name().startsWith(PREFIX) || newest.isPresent() && younger < newest.orElseThrow();
    }

    /// As the configuration has it.
    String yaml() {
        var rules = new ArrayList<String>();
        newest.ifPresent(count -> rules.add("{type: last_n, count: " + count + "}"));
        if (named) {
            rules.add("{type: regex, regex: '^" + PREFIX + "'}");
        }
        if (notReplicated) {
            rules.add("{type: not_replicated}");
        }
        return "[" + String.join(", ", rules) + "]";
    }
}
