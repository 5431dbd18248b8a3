// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// The grammars of `configuration.md` 2.
final class ScalarsTest {
    @ParameterizedTest
    @CsvSource({"10m,PT10M", "1s,PT1S", "2h,PT2H", "1d,PT24H", "3w,PT504H", "' 5 m ',PT5M", "+5m,PT5M"})
    void durations_of_rhythms_are_one_number_and_one_unit(String text, Duration expected) {
        assertEquals(expected, ZreplDuration.positive(plain(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "1.5h", "1h30m", "10M", "5ms", "m", "-5m", "0s", "106752d", "99999999999999999999s"})
    void other_durations_of_rhythms_are_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ZreplDuration.positive(plain(text)));
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "500ms,PT0.5S", "1m30s,PT1M30S", "1h1h,PT2H", "1.5s,PT1.5S", ".5s,PT0.5S", "2us,PT0.000002S"})
    void time_outs_are_written_as_in_go(String text, Duration expected) {
        assertEquals(expected, GoDuration.notNegative(plain(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 s", "1d", "1S", "-1s", "s", "1h 1m", "9999999h"})
    void other_time_outs_are_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> GoDuration.notNegative(plain(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "1 B,1",
        "128 KiB,131072",
        "20 MiB,20971520",
        "1.5 KB,1500",
        "100 Mb,12500000",
        ".5 GiB,536870912",
        "8 bit,1"
    })
    void sizes_have_a_unit_of_bits_or_bytes(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(plain(text)).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 kB", "1 KIB", " 1 B", "1e3 B", "+1 B", "x B", "0.5 bit"})
    void other_sizes_are_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(plain(text)));
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "On,true", "y,true", "TRUE,true", "no,false", "OFF,false", "N,false"})
    void booleans_are_the_words_of_yaml_1_1(String text, boolean expected) {
        assertEquals(expected, Numbers.bool(plain(text)));
        assertThrows(IllegalArgumentException.class, () -> Numbers.bool(new Scalar(text, Style.QUOTED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yEs", "tru", "oui"})
    void other_words_are_no_booleans(String text) {
        assertThrows(IllegalArgumentException.class, () -> Numbers.bool(plain(text)));
    }

    private static Scalar plain(String text) {
        return new Scalar(text, Style.PLAIN);
    }
}
