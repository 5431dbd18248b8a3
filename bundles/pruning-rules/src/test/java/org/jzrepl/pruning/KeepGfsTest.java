// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.prune.KeepRule;

final class KeepGfsTest {
    private static KeepRule rule(String yaml) throws ConfigException {
        return Rules.of(new KeepGfsFactory(), yaml);
    }

    @Test
    void the_first_of_each_of_the_newest_days_stays() throws ConfigException {
        var history = Rules.taken(
                "2026-01-01T00:00:00Z",
                "2026-01-02T08:00:00Z",
                "2026-01-02T23:59:59Z",
                "2026-01-03T00:00:00Z",
                "2026-01-03T12:00:00Z");
        assertEquals(List.of("2026-01-02T08:00:00Z", "2026-01-03T00:00:00Z"), Rules.kept(rule("{daily: 2}"), history));
    }

    @Test
    void periods_without_a_snapshot_do_not_count() throws ConfigException {
        var history = Rules.taken("2025-01-01T00:00:00Z", "2025-06-01T00:00:00Z", "2026-01-01T00:00:00Z");
        assertEquals(3, rule("{hourly: 3}").keep(history).size());
        assertEquals(2, rule("{yearly: 7}").keep(history).size());
    }

    @Test
    void weeks_begin_on_mondays() throws ConfigException {
        var history = Rules.taken("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-08T12:00:00Z");
        assertEquals(List.of("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"), Rules.kept(rule("{weekly: 9}"), history));
    }

    @Test
    void months_and_years_begin_in_the_time_zone() throws ConfigException {
        var history = Rules.taken("2025-12-31T22:30:00Z", "2025-12-31T23:30:00Z");
        assertEquals(1, rule("{monthly: 9, yearly: 9}").keep(history).size());
        assertEquals(
                2,
                rule("{monthly: 9, yearly: 9, time_zone: Europe/Berlin}")
                        .keep(history)
                        .size());
    }

    @Test
    void an_hour_that_a_clock_change_repeats_is_two() throws ConfigException {
        var history = Rules.taken("2026-10-25T00:10:00Z", "2026-10-25T01:10:00Z", "2026-10-25T01:50:00Z");
        assertEquals(
                List.of("2026-10-25T00:10:00Z", "2026-10-25T01:10:00Z"),
                Rules.kept(rule("{hourly: 9, time_zone: Europe/Berlin}"), history));
    }

    @Test
    void a_day_whose_midnight_a_clock_change_skips_is_one() throws ConfigException {
        var history = Rules.taken("2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z");
        assertEquals(
                List.of("2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z"),
                Rules.kept(rule("{daily: 9, time_zone: America/Sao_Paulo}"), history));
    }

    @Test
    void names_that_do_not_match_are_not_kept() throws ConfigException {
        var history = Rules.taken("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z");
        assertEquals(List.of(), Rules.kept(rule("{daily: 1, regex: ^other}"), history));
    }

    @Test
    void a_rule_without_counts_is_refused_with_the_remedy() {
        var refused = assertThrows(ConfigException.class, () -> rule("{time_zone: UTC, daily: 0}"));
        assertTrue(refused.getMessage().contains("set at least one of hourly"), refused::getMessage);
    }

    @Test
    void all_mistakes_appear_at_once() {
        var refused = assertThrows(
                ConfigException.class, () -> rule("{daily: -1, time_zone: berlin, regex: \"(\", montly: 3}"));
        assertEquals(4, refused.problems().size(), refused::getMessage);
    }
}
