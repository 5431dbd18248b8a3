// SPDX-License-Identifier: Apache-2.0
package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.KeepRuleContract;
import org.jzrepl.testkit.Sections;

/// What every keep rule must fulfil, and what this one promises beyond.
final class KeepYoungTest implements KeepRuleContract {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public KeepRule rule() {
        return new KeepYoung(Duration.ofMinutes(30));
    }

    @Test
    void what_is_older_than_the_age_goes() throws ConfigException {
        var history = List.of(taken(1), taken(2), taken(9), taken(16));
        assertEquals(Set.of(taken(2), taken(9), taken(16)), rule("{age: 14d}").keep(history));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var mistakes = assertThrows(ConfigException.class, () -> rule("{age: old, spare: 1}"))
                .getMessage();
        assertTrue(mistakes.contains("age") && mistakes.contains("spare"), mistakes);
    }

    private static Candidate taken(int day) {
        var at = START.plus(Duration.ofDays(day));
        return new Candidate(new Snapshot("s" + day, new Guid(day), day, at), false);
    }

    private static KeepRule rule(String yaml) throws ConfigException {
        return new KeepYoungFactory().create(Sections.of(new YamlConfigurationReader(), yaml));
    }
}
