// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.jobs.PrunePlanner.NamedRule;

final class KeepRulesTest {
    private static ConfigException refused(String list) {
        return assertThrows(ConfigException.class, () -> Configured.rules(list));
    }

    @Test
    void rules_are_called_as_the_configuration_calls_them() throws Exception {
        var list = "[{type: regex, regex: x}, {type: last_n, count: 1, min_keep: 3}, {type: gfs, daily: 2}]";
        try (var leased = Configured.rules(list).lease()) {
            assertEquals(
                    List.of("keep[0] regex", "keep[1] last_n", "keep[1] min_keep 3", "keep[2] gfs"),
                    leased.rules().stream().map(NamedRule::name).toList());
        }
    }

    @Test
    void every_type_takes_min_keep() throws Exception {
        var list = """
                [{type: grid, grid: 1x1h, regex: x, min_keep: 1}, {type: gfs, hourly: 1, min_keep: 2},
                {type: last_n, count: 1, min_keep: 3}, {type: regex, regex: x, min_keep: 4},
                {type: not_replicated, min_keep: 5}]""";
        try (var leased = Configured.rules(list).lease()) {
            assertEquals(10, leased.rules().size());
        }
    }

    @Test
    void min_keep_counts_from_one() {
        assertTrue(
                refused("[{type: last_n, count: 1, min_keep: 0}]").getMessage().contains("min_keep"));
    }

    @Test
    void mistakes_of_all_rules_appear_at_once() {
        var problems = refused("[{type: last_n, count: 0, min_keep: x}, {type: grid, grid: 1x1h}, {type: lastn}]");
        assertEquals(4, problems.problems().size(), problems::getMessage);
    }

    @Test
    void an_empty_list_is_refused() {
        assertTrue(refused("[]").getMessage().contains("needs at least one rule"));
    }

    @Test
    void not_replicated_has_no_meaning_without_replication() throws ConfigException {
        var section = Configured.section("keep: [{type: not_replicated}]");
        var suppliers = Configured.suppliers();
        assertThrows(ConfigException.class, () -> KeepRules.read(section, "keep", false, suppliers));
    }
}
