// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.jobs.PrunePlanner.NamedRule;

final class PrunePlannerTest {
    private static final DatasetPath FILESYSTEM = DatasetPath.parse("tank/a");
    private static final KeepRule NOTHING = _ -> Set.of();

    /// s1 to s4, with the GUIDs 1 to 4.
    private static List<Revision> versions() {
        return IntStream.rangeClosed(1, 4)
                .<Revision>mapToObj(i -> new Snapshot("s" + i, new Guid(i), i, Instant.ofEpochSecond(i)))
                .toList();
    }

    private static List<String> victims(PruneSide side, KeepRule... rules) throws KeepRuleException {
        return planner(side, rules).plan(FILESYSTEM, versions(), new Guid(3)).victims().stream()
                .map(Snapshot::name)
                .toList();
    }

    private static PrunePlanner planner(PruneSide side, KeepRule... rules) {
        return new PrunePlanner(
                side,
                IntStream.range(0, rules.length)
                        .mapToObj(i -> new NamedRule("keep[" + i + "] test", rules[i]))
                        .toList());
    }

    private static String failure(KeepRule rule) {
        return assertThrows(KeepRuleException.class, () -> victims(PruneSide.SENDER, NOTHING, rule))
                .getMessage();
    }

    @Test
    void the_receivers_common_base_and_what_came_after_it_stay_whatever_the_rules_say() throws KeepRuleException {
        assertEquals(List.of("s1", "s2"), victims(PruneSide.RECEIVER, NOTHING));
        assertEquals(List.of("s1", "s2", "s3", "s4"), victims(PruneSide.SENDER, NOTHING));
    }

    @Test
    void where_the_receiver_lacks_the_snapshot_at_the_cursor_its_newest_stays() throws KeepRuleException {
        var plan = planner(PruneSide.RECEIVER, NOTHING).plan(FILESYSTEM, versions(), new Guid(99));
        assertEquals(
                List.of("s1", "s2", "s3"),
                plan.victims().stream().map(victim -> victim.name()).toList());
    }

    @Test
    void each_verdict_names_every_rule_that_keeps_it() throws KeepRuleException {
        var plan = planner(PruneSide.RECEIVER, new KeepNewest(2), new KeepNewest(1), NOTHING)
                .plan(FILESYSTEM, versions(), new Guid(3));
        assertEquals(
                List.of(
                        List.of(),
                        List.of(),
                        List.of("keep[0] test", "newest common snapshot"),
                        List.of("keep[0] test", "keep[1] test", "newer than the newest common snapshot that is known")),
                plan.verdicts().stream().map(verdict -> verdict.keptBy()).toList());
    }

    @Test
    void without_rules_nothing_is_destroyed() throws KeepRuleException {
        assertEquals(List.of(), victims(PruneSide.LOCAL));
    }

    @Test
    void a_rule_that_throws_keeps_everything_and_is_named() {
        assertEquals(
                "rule keep[1] test failed: java.lang.IllegalStateException: no data, so everything is kept",
                failure(_ -> {
                    throw new IllegalStateException("no data");
                }));
    }

    @Test
    void a_rule_whose_bundle_is_going_keeps_everything() {
        assertTrue(failure(_ -> {
                    throw new NoClassDefFoundError("org/example/Gone");
                })
                .contains("org/example/Gone"));
    }

    @Test
    void a_rule_that_names_foreign_snapshots_keeps_everything() {
        assertTrue(failure(history -> {
                    var kept = new HashSet<>(history);
                    kept.add(new KeepRule.Candidate(new Snapshot("x", new Guid(9), 9, Instant.EPOCH), false));
                    return kept;
                })
                .contains("not given"));
    }

    @Test
    void a_rule_that_answers_nothing_at_all_keeps_everything() {
        assertTrue(failure(_ -> Optional.<Set<KeepRule.Candidate>>empty().orElse(null))
                .contains("failed"));
    }
}
