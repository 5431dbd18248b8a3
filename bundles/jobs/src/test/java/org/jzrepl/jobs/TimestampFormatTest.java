// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Timestamps of snapshots' names (`configuration.md` 5.1).
final class TimestampFormatTest {
    private static final Instant AT = Instant.parse("2026-03-09T14:05:07.123400Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dense        | UTC              | 20260309_140507_000
            DeNsE        | UTC              | 20260309_140507_000
            human        | UTC              | 2026-03-09_14:05:07
            unix-seconds | UTC              | 1773065107
            iso-8601     | UTC              | 2026-03-09T14:05:07.123Z
            iso-8601     | Europe/Berlin    | 2026-03-09T15:05:07.123_0100
            iso-8601     | America/New_York | 2026-03-09T10:05:07.123-0400
            daily        | UTC              | daily
            """)
    void named_formats(String format, String zone, String name) {
        assertEquals(name, formatted(format, zone, AT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            January            | March
            Jan                | Mar
            Jan_2_2006         | Mar 9_2026
            Janx_Mond          | Janx_Mond
            JanX_MonD          | MarX_MonD
            Monday             | Monday
            Mon                | Mon
            MST                | UTC
            01                 | 03
            02                 | 09
            03                 | 02
            04                 | 05
            05                 | 07
            06                 | 26
            002                | 068
            15                 | 14
            1                  | 3
            2006               | 2026
            2                  | 9
            x_2006             | x_2026
            2006__2            | 2026 68
            3PM                | 2PM
            3pm                | 2pm
            4                  | 5
            5                  | 7
            002.15h04m05s      | 068.14h05m07s
            15:04:05.999       | 14:05:07.123
            05.0001            | 07.0003
            05.0               | 07.1
            05.000000          | 07.123400
            05,999999          | 07,1234
            05.000000000       | 07.123400000
            Z                  | Z
            07                 | 07
            """)
    void elements_in_utc(String layout, String name) {
        assertEquals(name, formatted(layout, "UTC", AT));
    }

    @ParameterizedTest
    @CsvSource({
        "-070000, _000000, -033000, _053000",
        "-07:00:00, _00:00:00, -03:30:00, _05:30:00",
        "-0700, _0000, -0330, _0530",
        "-07:00, _00:00, -03:30, _05:30",
        "-07, _00, -03, _05",
        "Z070000, Z, -033000, _053000",
        "Z07:00:00, Z, -03:30:00, _05:30:00",
        "Z0700, Z, -0330, _0530",
        "Z07:00, Z, -03:30, _05:30",
        "Z07, Z, -03, _05"
    })
    void offsets_with_the_plus_that_no_name_may_have(String layout, String utc, String newfoundland, String india) {
        var winter = Instant.parse("2026-01-09T14:05:07Z");
        assertEquals(utc, formatted(layout, "UTC", winter));
        assertEquals(newfoundland, formatted(layout, "America/St_Johns", winter));
        assertEquals(india, formatted(layout, "Asia/Kolkata", winter));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T00:59:59Z, 01:59:59_CET_0100",
        "Europe/Berlin, 2026-03-29T01:00:00Z, 03:00:00_CEST_0200",
        "Europe/Berlin, 2026-10-25T00:30:00Z, 02:30:00_CEST_0200",
        "Europe/Berlin, 2026-10-25T01:30:00Z, 02:30:00_CET_0100",
        "America/New_York, 2026-03-08T06:59:59Z, 01:59:59_EST-0500",
        "America/New_York, 2026-03-08T07:00:00Z, 03:00:00_EDT-0400",
        "America/New_York, 2026-11-01T05:30:00Z, 01:30:00_EDT-0400",
        "America/New_York, 2026-11-01T06:30:00Z, 01:30:00_EST-0500"
    })
    void the_hour_that_comes_twice_differs_in_zone_and_offset(String zone, String at, String name) {
        assertEquals(name, formatted("15:04:05_MST-0700", zone, Instant.parse(at)));
    }

    @Test
    void twelve_hours_have_no_zero() {
        var hours = IntStream.of(0, 1, 11, 12, 13, 23)
                .mapToObj(hour -> formatted(
                        "03_3PM", "UTC", Instant.parse("2026-03-09T00:00:00Z").plusSeconds(3600L * hour)))
                .toList();
        assertEquals("[12_12AM, 01_1AM, 11_11AM, 12_12PM, 01_1PM, 11_11PM]", hours.toString());
    }

    @Test
    void months_have_three_letters_in_english() {
        var months = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> ZonedDateTime.of(2026, month, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                .map(time -> formatted("Jan", "UTC", time.toInstant()))
                .collect(Collectors.joining(" "));
        assertEquals("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", months);
    }

    @Test
    void a_fraction_that_is_trimmed_away_takes_its_separator() {
        assertEquals("07", formatted("05.999", "UTC", Instant.parse("2026-03-09T14:05:07Z")));
        assertEquals("07.000", formatted("05.000", "UTC", Instant.parse("2026-03-09T14:05:07Z")));
    }

    @Test
    void days_are_padded_with_blanks_or_zeros() {
        assertEquals(
                "[ 9][  9][009][09]", formatted("[_2][__2][002][02]", "UTC", Instant.parse("2026-01-09T00:00:00Z")));
        assertEquals(
                "[31][365][365][31]", formatted("[_2][__2][002][02]", "UTC", Instant.parse("2026-12-31T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"dense, Etc/UTC", "human, Asia/Tokyo", "unix-seconds, Europe/Berlin"})
    void formats_without_a_zone_are_refused_elsewhere(String format, String zone) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> TimestampFormat.of(format, ZoneId.of(zone)));
        assertEquals("format " + format + " needs timestamp_location UTC", refusal.getMessage());
    }

    @Test
    void a_plus_in_a_layout_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> TimestampFormat.of("2006+01", ZoneOffset.UTC));
    }

    private static String formatted(String format, String zone, Instant at) {
        var location = zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
        return TimestampFormat.of(format, location).format(at);
    }
}
