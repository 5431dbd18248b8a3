// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;

/// The vectors of `configuration.md` 5.4, and both clock changes of 2026 in Berlin and New York.
final class CronTest {
    private static final String UTC = "UTC";
    private static final String BERLIN = "Europe/Berlin";
    private static final String NEW_YORK = "America/New_York";

    private static void fires(String spec, String zone, String reference, String... expected) {
        var cron = Cron.parse(spec, zone.equals(UTC) ? ZoneOffset.UTC : ZoneId.of(zone));
        var fired = new ArrayList<Instant>();
        var at = instant(reference);
        for (int i = 0; i < expected.length; i++) {
            at = cron.next(at).orElseThrow();
            fired.add(at);
        }
        assertEquals(Stream.of(expected).map(CronTest::instant).toList(), fired, spec);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    @Test
    void steps_lists_and_ranges() {
        var start = "2026-01-01T00:00:00Z";
        fires("*/15 * * * *", UTC, start, "2026-01-01T00:15:00Z", "2026-01-01T00:30:00Z", "2026-01-01T00:45:00Z");
        fires("5/20 * * * *", UTC, start, "2026-01-01T00:05:00Z", "2026-01-01T00:25:00Z", "2026-01-01T00:45:00Z");
        fires("1,2,,3 * * * *", UTC, start, "2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z", "2026-01-01T00:03:00Z");
        fires("0-59/70 * * * *", UTC, start, "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z");
        fires("*/10 * * * * *", UTC, start, "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z");
    }

    @Test
    void names_of_days_and_months() {
        var start = "2026-01-01T00:00:00Z";
        fires("0 3 * * SUN", UTC, start, "2026-01-04T03:00:00Z", "2026-01-11T03:00:00Z");
        fires("0 3 * * mon-fri", UTC, start, "2026-01-01T03:00:00Z", "2026-01-02T03:00:00Z", "2026-01-05T03:00:00Z");
        fires("0 3 1 jan,jul ?", UTC, start, "2026-01-01T03:00:00Z", "2026-07-01T03:00:00Z", "2027-01-01T03:00:00Z");
    }

    @Test
    void a_zone_of_its_own() {
        for (var prefix : List.of("TZ=", "CRON_TZ=")) {
            fires(
                    prefix + "Europe/Berlin 0 3 * * *",
                    UTC,
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T02:00:00Z",
                    "2026-01-02T02:00:00Z");
        }
    }

    @Test
    void either_day_suffices_unless_one_is_a_star() {
        fires(
                "0 0 13 * 5",
                BERLIN,
                "2026-01-01T00:00:00+01:00",
                "2026-01-02T00:00:00+01:00",
                "2026-01-09T00:00:00+01:00",
                "2026-01-13T00:00:00+01:00",
                "2026-01-16T00:00:00+01:00",
                "2026-01-23T00:00:00+01:00",
                "2026-01-30T00:00:00+01:00");
        fires(
                "0 0 */2 * 1",
                BERLIN,
                "2026-01-01T00:00:00+01:00",
                "2026-01-03T00:00:00+01:00",
                "2026-01-05T00:00:00+01:00",
                "2026-01-07T00:00:00+01:00",
                "2026-01-09T00:00:00+01:00",
                "2026-01-11T00:00:00+01:00",
                "2026-01-12T00:00:00+01:00");
        fires(
                "0 12 29 2 *",
                BERLIN,
                "2026-01-01T00:00:00+01:00",
                "2028-02-29T12:00:00+01:00",
                "2032-02-29T12:00:00+01:00");
    }

    @Test
    void what_spring_skips_in_berlin_does_not_come() {
        fires("30 2 * * *", BERLIN, "2026-03-28T12:00:00+01:00", "2026-03-30T02:30:00+02:00");
        fires("0 3 * * *", BERLIN, "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00");
        fires(
                "0 */2 * * *",
                BERLIN,
                "2026-03-28T23:30:00+01:00",
                "2026-03-29T00:00:00+01:00",
                "2026-03-29T04:00:00+02:00",
                "2026-03-29T06:00:00+02:00");
        fires(
                "*/30 * * * *",
                BERLIN,
                "2026-03-29T01:00:00+01:00",
                "2026-03-29T01:30:00+01:00",
                "2026-03-29T03:00:00+02:00",
                "2026-03-29T03:30:00+02:00");
    }

    @Test
    void what_autumn_repeats_in_berlin_comes_twice() {
        fires(
                "30 2 * * *",
                BERLIN,
                "2026-10-24T12:00:00+02:00",
                "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:30:00+01:00",
                "2026-10-26T02:30:00+01:00");
        fires(
                "0 */2 * * *",
                BERLIN,
                "2026-10-25T00:00:00+02:00",
                "2026-10-25T02:00:00+02:00",
                "2026-10-25T02:00:00+01:00",
                "2026-10-25T04:00:00+01:00");
        fires(
                "*/30 * * * *",
                BERLIN,
                "2026-10-25T02:00:00+02:00",
                "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:00:00+01:00",
                "2026-10-25T02:30:00+01:00",
                "2026-10-25T03:00:00+01:00");
    }

    @Test
    void what_spring_skips_in_new_york_does_not_come() {
        fires("30 2 * * *", NEW_YORK, "2026-03-07T12:00:00-05:00", "2026-03-09T02:30:00-04:00");
        fires("0 3 * * *", NEW_YORK, "2026-03-07T12:00:00-05:00", "2026-03-08T03:00:00-04:00");
        fires("*/30 * * * *", NEW_YORK, "2026-03-08T01:30:00-05:00", "2026-03-08T03:00:00-04:00");
        fires(
                "0 */2 * * *",
                NEW_YORK,
                "2026-03-07T23:30:00-05:00",
                "2026-03-08T00:00:00-05:00",
                "2026-03-08T04:00:00-04:00",
                "2026-03-08T06:00:00-04:00");
    }

    @Test
    void what_autumn_repeats_in_new_york_comes_twice() {
        fires(
                "30 1 * * *",
                NEW_YORK,
                "2026-10-31T12:00:00-04:00",
                "2026-11-01T01:30:00-04:00",
                "2026-11-01T01:30:00-05:00",
                "2026-11-02T01:30:00-05:00");
        fires(
                "0 */2 * * *",
                NEW_YORK,
                "2026-10-31T23:00:00-04:00",
                "2026-11-01T00:00:00-04:00",
                "2026-11-01T02:00:00-05:00",
                "2026-11-01T04:00:00-05:00");
        fires(
                "*/30 * * * *",
                NEW_YORK,
                "2026-11-01T01:00:00-04:00",
                "2026-11-01T01:30:00-04:00",
                "2026-11-01T01:00:00-05:00",
                "2026-11-01T01:30:00-05:00",
                "2026-11-01T02:00:00-05:00");
    }

    /// The zone of the expression itself, whatever the daemon's.
    @Test
    void a_clock_change_of_the_own_zone_counts() {
        fires("TZ=America/New_York 30 2 * * *", BERLIN, "2026-03-07T12:00:00-05:00", "2026-03-09T02:30:00-04:00");
        fires(
                "CRON_TZ=Europe/Berlin 30 2 * * *",
                NEW_YORK,
                "2026-10-24T12:00:00+02:00",
                "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:30:00+01:00");
    }

    @Test
    void a_day_without_a_midnight_loses_it() {
        fires(
                "0 0 * * *",
                "America/Sao_Paulo",
                "2018-11-02T12:00:00-03:00",
                "2018-11-03T00:00:00-03:00",
                "2018-11-05T00:00:00-02:00");
    }

    @Test
    void fractions_of_the_reference_do_not_matter_and_the_next_time_is_strictly_later() {
        var cron = Cron.parse("* * * * * *", ZoneOffset.UTC);
        assertEquals(Optional.of(instant("2026-01-01T00:00:01Z")), cron.next(instant("2026-01-01T00:00:00.999Z")));
        assertEquals(Optional.of(instant("2026-01-01T00:00:02Z")), cron.next(instant("2026-01-01T00:00:01Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@daily",
                "@every 1h",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 7",
                "* * * * fri-mon",
                "* * * january *",
                "* jan * * *",
                "*/0 * * * *",
                "-1 * * * *",
                "1-2-3 * * * *",
                "1/2/3 * * * *",
                "* * L * *",
                "TZ=UTC",
                "TZ=Nowhere/City * * * * *",
                "TZ=utc * * * * *",
                "a * * * *"
            })
    void what_is_no_cron_expression_is_refused(String spec) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Cron.parse(spec, ZoneOffset.UTC));
        assertTrue(refused.getMessage().length() > 10, refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+5 * * * *", "*-5 * * * *", "  0   3\t* * * ", "? ? ? ? ?", "0 0 * * sUn"})
    void odd_forms_that_are_accepted(String spec) {
        assertTrue(Cron.parse(spec, ZoneOffset.UTC).next(Instant.EPOCH).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", ", * * * *"})
    void what_never_comes_due_is_refused(String spec) throws ConfigException {
        var section = Sections.of(new YamlConfigurationReader(), "{cron: \"" + spec + "\"}");
        var refused = assertThrows(ConfigException.class, () -> new CronFactory().create(section));
        assertTrue(refused.getMessage().contains("never comes due"), refused::getMessage);
    }
}
