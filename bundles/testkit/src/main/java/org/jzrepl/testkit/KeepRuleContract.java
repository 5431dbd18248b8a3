// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// What every keep rule must fulfil, whatever it keeps.
public interface KeepRuleContract {
    /// A rule, made anew for each test.
    KeepRule rule();

    private static List<List<Candidate>> histories() {
        return LongStream.range(0, 200)
                .mapToObj(seed -> Histories.random(seed, (int) seed % 40))
                .toList();
    }

    @Test
    default void nothing_is_kept_of_nothing() {
        assertEquals(Set.of(), rule().keep(List.of()));
    }

    @Test
    default void only_what_was_given_is_kept() {
        for (var history : histories()) {
            assertTrue(new HashSet<>(history).containsAll(rule().keep(history)), history::toString);
        }
    }

    @Test
    default void asking_again_gives_the_same() {
        var rule = rule();
        for (var history : histories()) {
            var first = rule.keep(history);
            rule.keep(Histories.random(history.size() + 7L, 13));
            assertEquals(first, rule.keep(history), history::toString);
            assertEquals(first, rule().keep(history), history::toString);
        }
    }

    @Test
    default void the_history_is_left_as_it_was() {
        for (var history : histories()) {
            var given = new ArrayList<>(history);
            rule().keep(given);
            assertEquals(history, given);
        }
    }

    /// A rule is asked from whatever thread prunes, for many filesystems at once.
    @Test
    default void threads_do_not_disturb_each_other() {
        var rule = rule();
        var histories = histories();
        var alone = histories.stream().map(rule::keep).toList();
        assertEquals(alone, histories.parallelStream().map(rule::keep).toList());
    }
}
