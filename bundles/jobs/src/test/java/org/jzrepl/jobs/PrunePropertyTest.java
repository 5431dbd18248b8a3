// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.testkit.Histories;

/// Laws of planning over random histories and random lists of real rules.
final class PrunePropertyTest {
    private static final DatasetPath FILESYSTEM = DatasetPath.parse("tank/a");

    private static PrunePlan plan(PruneSide side, List<String> rules, List<Candidate> history, Guid cursor)
            throws Exception {
        try (var leased = Configured.rules(rules.toString()).lease()) {
            return new PrunePlanner(side, leased.rules()).judged(FILESYSTEM, history, cursor);
        }
    }

    private static List<Snapshot> victims(List<String> rules, List<Candidate> history) throws Exception {
        return plan(PruneSide.LOCAL, rules, history, new Guid(0)).victims();
    }

    @Property(tries = 300)
    void nothing_that_a_rule_keeps_is_destroyed(@ForAll @IntRange(max = 50) int size, @ForAll long seed)
            throws Exception {
        var history = Histories.random(seed, size);
        var rules = RandomRules.list(new Random(seed));
        var victims = victims(rules, history);
        try (var leased = Configured.rules(rules.toString()).lease()) {
            for (var named : leased.rules()) {
                var kept = named.rule().keep(history).stream().map(Candidate::snapshot);
                assertTrue(kept.noneMatch(victims::contains), named::name);
            }
        }
    }

    @Property(tries = 300)
    void what_no_rule_keeps_is_destroyed(@ForAll @IntRange(max = 50) int size, @ForAll long seed) throws Exception {
        var history = Histories.random(seed, size);
        var rules = RandomRules.list(new Random(seed));
        var kept = new ArrayList<Snapshot>();
        try (var leased = Configured.rules(rules.toString()).lease()) {
            leased.rules()
                    .forEach(named -> named.rule().keep(history).forEach(candidate -> kept.add(candidate.snapshot())));
        }
        var expected = history.stream()
                .map(Candidate::snapshot)
                .filter(snapshot -> !kept.contains(snapshot))
                .toList();
        assertEquals(expected, victims(rules, history));
    }

    @Property(tries = 300)
    void a_further_rule_never_destroys_more(@ForAll @IntRange(max = 50) int size, @ForAll long seed) throws Exception {
        var history = Histories.random(seed, size);
        var random = new Random(seed);
        var rules = RandomRules.list(random);
        var more = new ArrayList<>(rules);
        more.add(RandomRules.one(random));
        assertTrue(victims(rules, history).containsAll(victims(more, history)));
    }

    @Property(tries = 300)
    void the_order_of_rules_does_not_matter(@ForAll @IntRange(max = 50) int size, @ForAll long seed) throws Exception {
        var history = Histories.random(seed, size);
        var rules = RandomRules.list(new Random(seed));
        assertEquals(victims(rules, history), victims(rules.reversed(), history));
    }

    @Property(tries = 300)
    void min_keep_keeps_the_newest(
            @ForAll @IntRange(max = 50) int size, @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed)
            throws Exception {
        var history = Histories.random(seed, size);
        var rule = "{type: regex, regex: no such name, min_keep: " + count + "}";
        var newest = history.subList(Math.max(0, size - count), size);
        var left = history.stream().map(Candidate::snapshot).collect(Collectors.toCollection(ArrayList::new));
        left.removeAll(victims(List.of(rule), history));
        assertEquals(newest.stream().map(Candidate::snapshot).toList(), left);
    }

    @Property(tries = 300)
    void the_receiver_always_keeps_the_common_base(@ForAll @IntRange(min = 1, max = 50) int size, @ForAll long seed)
            throws Exception {
        var history = Histories.random(seed, size);
        var random = new Random(seed);
        var base = history.get(random.nextInt(size)).snapshot();
        var plan = plan(PruneSide.RECEIVER, RandomRules.list(random), history, base.guid());
        assertTrue(!plan.victims().contains(base), plan::toString);
    }
}
