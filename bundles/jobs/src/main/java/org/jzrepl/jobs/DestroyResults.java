// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// What became of a plan's victims.
record DestroyResults(PrunePlan plan, Map<Revision, Destruction> outcomes) {
    FilesystemReport report() {
        return new FilesystemReport(plan, Optional.empty(), refusals(), held());
    }

    int destroyed() {
        return (int) outcomes.values().stream()
                .filter(Destruction.Destroyed.class::isInstance)
                .count();
    }

    private List<String> held() {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue() instanceof Destruction.Held)
                .map(outcome -> outcome.getKey().name())
                .sorted()
                .toList();
    }

    /// In the words of `configuration.md` 7.2.
    private Optional<String> refusals() {
        var refused = new TreeMap<String, String>();
        for (var victim : plan.victims()) {
            switch (outcomes.get(victim)) {
                case null -> refused.put("@" + victim.name(), "the other side did not say what became of it");
                case Destruction.Refused(var reason) -> refused.put("@" + victim.name(), reason);
                case Destruction.Destroyed _, Destruction.Held _ -> {} // as planned, or as expected
            }
        }
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        if (refused.values().stream().distinct().count() == 1) {
            return Optional.of("destroys failed " + String.join(", ", refused.keySet()) + ": "
                    + refused.firstEntry().getValue());
        }
        return Optional.of("destroys failed: "
                + refused.entrySet().stream()
                        .map(one -> "(" + one.getKey() + ": " + one.getValue() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
