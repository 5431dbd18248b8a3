// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which datasets a job may touch (`configuration.md` 4).
final class DatasetFilterTest {
    @ParameterizedTest
    @CsvSource({"a/b/c,true", "a/b/c/d,false", "a,true", "a/x,true", "ab,false", "b,false"})
    void an_exact_entry_wins_then_the_longest_subtree_and_what_none_matches_is_out(String path, boolean passes) {
        assertPasses(passes, Map.of("a<", true, "a/b<", false, "a/b/c", true), path);
    }

    @Test
    void an_exact_no_does_not_exclude_what_is_below() {
        assertPasses(true, Map.of("<", true, "s", false), "s/x");
        assertPasses(false, Map.of("<", true, "s", false), "s");
    }

    @Test
    void an_exact_yes_is_for_itself_only() {
        assertPasses(true, Map.of("a<", false, "a", true), "a");
        assertPasses(false, Map.of("a<", false, "a", true), "a/x");
    }

    @Test
    void components_count_and_not_letters() {
        assertPasses(false, Map.of("a<", true), "ab");
        assertPasses(false, Map.of("A<", true), "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b", "a<<", "a@b", "a/", "a*", "a#b"})
    void what_can_be_no_path_is_refused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> new DatasetFilter(Map.of(pattern, true)));
    }

    private static void assertPasses(boolean expected, Map<String, Boolean> patterns, String path) {
        assertEquals(expected, new DatasetFilter(patterns).passes(DatasetPath.parse(path)), patterns + " on " + path);
    }
}
