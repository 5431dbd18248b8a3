// SPDX-License-Identifier: Apache-2.0
package org.example.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;

/// What this rule promises beyond the contract.
final class KeepRulerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-01-01T00:07:00Z");

    @Test
    void a_year_of_hourly_snapshots_leaves_few_and_no_gap_wider_than_its_age_allows() {
        int perDoubling = 8;
        var rule = new KeepRuler(HOUR, perDoubling);
        var history = new ArrayList<Candidate>();
        for (int hour = 0; hour < 365 * 24; hour++) {
            history.add(taken(hour));
            history.retainAll(rule.keep(history));
        }
        assertTrue(history.size() <= 8 * 15, () -> history.size() + " are left");
        var now = history.getLast().snapshot().creation();
        for (int i = 1; i < history.size(); i++) {
            var older = history.get(i - 1).snapshot().creation();
            var gap = Duration.between(older, history.get(i).snapshot().creation());
            var allowed = Duration.between(older, now).dividedBy(perDoubling).plus(HOUR);
            assertTrue(gap.compareTo(allowed) <= 0, () -> gap + " after " + older);
        }
    }

    @Test
    void pruning_seldom_leaves_what_pruning_often_leaves() {
        var rule = new KeepRuler(HOUR, 3);
        var random = new Random(7);
        var often = new ArrayList<Candidate>();
        var seldom = new ArrayList<Candidate>();
        for (int hour = 0; hour < 2000; hour++) {
            often.add(taken(hour));
            seldom.add(taken(hour));
            often.retainAll(rule.keep(often));
            if (random.nextInt(50) == 0) {
                seldom.retainAll(rule.keep(seldom));
            }
        }
        seldom.retainAll(rule.keep(seldom));
        assertEquals(often, seldom);
    }

    @Test
    void its_keys_are_read() throws ConfigException {
        assertEquals(new KeepRuler(Duration.ofMinutes(30), 6), rule("{unit: 30m, per_doubling: 6}"));
        assertEquals(new KeepRuler(HOUR, 1), rule("{per_doubling: 1}"));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var mistakes = assertThrows(ConfigException.class, () -> rule("{unit: often, per_doubling: 0, spare: 1}"))
                .getMessage();
        for (var key : List.of("unit", "per_doubling", "spare")) {
            assertTrue(mistakes.contains(key), mistakes);
        }
    }

    private static Candidate taken(int hour) {
        var at = START.plus(HOUR.multipliedBy(hour));
        return new Candidate(new Snapshot("s" + hour, new Guid(hour + 1L), hour + 1L, at), false);
    }

    private static KeepRule rule(String yaml) throws ConfigException {
        return new KeepRulerFactory().create(Sections.of(new YamlConfigurationReader(), yaml));
    }
}
