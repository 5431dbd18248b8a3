// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;

/// Rules as a configuration has them, and short ways to write histories.
final class Rules {
    private Rules() {}

    static KeepRule of(KeepRuleFactory factory, String yaml) throws ConfigException {
        return factory.create(Sections.of(new YamlConfigurationReader(), yaml));
    }

    static KeepRule grid(String grid) throws ConfigException {
        return of(new KeepGridFactory(), "{grid: \"" + grid + "\", regex: \".*\"}");
    }

    /// One snapshot for each instant, named after it.
    static List<Candidate> taken(String... instants) {
        var history = new ArrayList<Candidate>();
        for (var instant : instants) {
            var snapshot = new Snapshot(
                    instant.replaceAll("[TZ+]", "_"),
                    new Guid(history.size() + 1),
                    history.size() + 1,
                    Instant.parse(instant));
            history.add(new Candidate(snapshot, false));
        }
        return history;
    }

    /// The instants of what the rule keeps, in their order.
    static List<String> kept(KeepRule rule, List<Candidate> history) {
        var kept = rule.keep(history);
        return history.stream()
                .filter(kept::contains)
                .map(one -> one.snapshot().creation().toString())
                .toList();
    }
}
